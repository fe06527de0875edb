package io.hostport4j.cni.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.types.Cidr;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Dns;
import io.hostport4j.cni.types.IpConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchTest {

    private final RecordingPlugin plugin = new RecordingPlugin();

    @ParameterizedTest
    @ValueSource(strings = {"ADD", "CHECK", "DEL", "GC", "STATUS"})
    void aCommandReachesItsHandlerOnceAndNoOther(String command) {
        PluginWorld world = PluginWorld.calling(command);

        assertThat(world.run(plugin)).isZero();
        assertThat(plugin.calls).containsExactly(command);
        assertThat(world.stdout()).isEmpty();
        assertThat(world.stderr()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADD", "CHECK", "DEL", "GC", "STATUS"})
    void aHandlerGetsTheEnvironmentAndTheConfig(String command) {
        PluginWorld.calling(command)
                .config("{\"cniVersion\": \"1.1.0\", \"name\": \"n\", \"type\": \"t\", \"backend\": \"b\","
                        + "\"runtimeConfig\": {\"x\": 1}}")
                .run(plugin);

        PluginRequest request = plugin.onlyRequest();
        assertThat(request.containerId()).isEqualTo("some-container-id");
        assertThat(request.netns()).contains("/some/netns/path");
        assertThat(request.ifName()).isEqualTo("eth0");
        assertThat(request.args().text()).isEqualTo("K=V;K2=V2");
        assertThat(request.path()).isEqualTo("/some/cni/path");
        assertThat(request.config().cniVersion()).isEqualTo(CniVersion.V1_1_0);
        assertThat(request.config().name()).isEqualTo("n");
        assertThat(request.config().type()).contains("t");
        assertThat(request.config().raw().optionalString("backend")).contains("b");
        assertThat(request.config().runtimeConfig().optionalInt("x")).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADD", "CHECK", "DEL", "GC", "STATUS"})
    void aCommandWithoutHandlerSucceedsWithoutOutput(String command) {
        PluginWorld world = PluginWorld.calling(command);

        assertThat(world.run(new CniPlugin() {})).isZero();
        assertThat(world.stdout()).isEmpty();
    }

    @Test
    void theResultOfAddIsPrintedInTheConfigsVersion() {
        plugin.result = Optional.of(new CniResult(
                List.of(),
                List.of(new IpConfig(OptionalInt.empty(), Cidr.parse("10.0.0.2/24"), Optional.empty())),
                List.of(),
                Dns.NONE));
        PluginWorld world = PluginWorld.calling("ADD").config("{\"cniVersion\": \"0.3.1\", \"name\": \"n\"}");

        assertThat(world.run(plugin)).isZero();
        assertThat(world.stdout())
                .isEqualTo(
                        """
                        {
                            "cniVersion": "0.3.1",
                            "ips": [
                                {
                                    "version": "4",
                                    "address": "10.0.0.2/24"
                                }
                            ],
                            "dns": {}
                        }""");
    }

    @Test
    void aResultThatTheVersionCannotSayIsAnErrorAndNotHalfAResult() {
        plugin.result = Optional.of(CniResult.EMPTY);
        PluginWorld world = PluginWorld.calling("ADD").config("{\"cniVersion\": \"0.2.0\", \"name\": \"n\"}");

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(999);
        assertThat(world.errorMsg()).isEqualTo("cannot convert: no valid IP addresses");
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() {
        plugin.result = Optional.of(CniResult.EMPTY);
        PluginWorld world = PluginWorld.calling("ADD");
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        int exit = new PluginMain(
                        world.environment, world.stdin, new PrintStream(closed), new PrintStream(closed), world.netnsIdentity)
                .run(plugin);

        assertThat(exit).isEqualTo(1);
    }

    @Test
    void theResultIsUtf8WhateverTheStreamsCharset() {
        plugin.behaviour = request -> {
            throw new IllegalStateException("größer");
        };
        PluginWorld world = PluginWorld.calling("ADD");
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();

        new PluginMain(
                        world.environment,
                        world.stdin,
                        new PrintStream(stdout, false, StandardCharsets.US_ASCII),
                        new PrintStream(stdout),
                        world.netnsIdentity)
                .run(plugin);

        assertThat(stdout.toString(StandardCharsets.UTF_8)).contains("\"größer\"");
    }
}
