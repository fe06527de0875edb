package io.hostport4j.cni.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

    private final RecordingPlugin plugin = new RecordingPlugin();

    @ParameterizedTest
    @ValueSource(strings = {"ADD", "CHECK", "DEL", "GC", "STATUS"})
    void aCniErrorPassesThroughByteForByte(String command) {
        plugin.behaviour = request -> {
            throw new CniException(CniErrorCode.TRY_AGAIN_LATER, "the lock is held", "by pid 7");
        };
        PluginWorld world = PluginWorld.calling(command);

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.stdout())
                .isEqualTo(
                        """
                        {
                            "cniVersion": "1.1.0",
                            "code": 11,
                            "msg": "the lock is held",
                            "details": "by pid 7"
                        }""");
        assertThat(world.stderr()).isEmpty();
    }

    @Test
    void aCodeOfThePluginsOwnPassesThrough() {
        plugin.behaviour = request -> {
            throw new CniException(123, "own", "", null);
        };
        PluginWorld world = PluginWorld.calling("ADD");

        world.run(plugin);

        assertThat(world.errorCode()).isEqualTo(123);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADD", "CHECK", "DEL", "GC", "STATUS"})
    void anyOtherExceptionBecomesAnInternalErrorWithItsText(String command) {
        plugin.behaviour = request -> {
            throw new IllegalStateException("potato");
        };
        PluginWorld world = PluginWorld.calling(command);

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.stdout())
                .isEqualTo("{\n    \"cniVersion\": \"1.1.0\",\n    \"code\": 999,\n    \"msg\": \"potato\"\n}");
        assertThat(world.stderr()).isEmpty();
    }

    @Test
    void anExceptionWithoutTextIsNamedByItsKind() {
        plugin.behaviour = request -> {
            throw new UnsupportedOperationException();
        };
        PluginWorld world = PluginWorld.calling("ADD");

        world.run(plugin);

        assertThat(world.errorMsg()).isEqualTo("UnsupportedOperationException");
    }

    @Test
    void theCauseOfAnExceptionIsInTheDetails() {
        plugin.behaviour = request -> {
            throw new ExceptionInInitializerError(new UnsatisfiedLinkError("no such library"));
        };
        PluginWorld world = PluginWorld.calling("ADD");

        world.run(plugin);

        assertThat(world.errorMsg()).isEqualTo("ExceptionInInitializerError");
        assertThat(world.errorDetails()).isEqualTo("no such library");
    }

    @Test
    void aStackOverflowBecomesAnInternalError() {
        plugin.behaviour = FailureTest::callForEver;
        PluginWorld world = PluginWorld.calling("ADD");

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(999);
        assertThat(world.errorMsg()).isEqualTo("StackOverflowError");
    }

    private static void callForEver(PluginRequest request) {
        callForEver(request);
        request.hashCode();
    }

    @Test
    void anExhaustedHeapBecomesAnInternalError() {
        plugin.behaviour = request -> {
            throw new OutOfMemoryError("Java heap space");
        };
        PluginWorld world = PluginWorld.calling("ADD");

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(999);
    }

    @Test
    void aValueOfTheWrongTypeThatAHandlerMeetsIsADecodingFailure() {
        plugin.behaviour = request -> request.config().raw().optionalBool("snat");
        PluginWorld world = PluginWorld.calling("ADD")
                .config("{\"cniVersion\": \"1.1.0\", \"name\": \"n\", \"snat\": \"yes\"}");

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(6);
        assertThat(world.errorMsg()).isEqualTo("snat: \"yes\" is not true or false");
    }

    @Test
    void aPluginThatCannotSayItsVersionsIsAnInternalError() {
        CniPlugin broken = new CniPlugin() {
            @Override
            public List<CniVersion> supportedVersions() {
                throw new IllegalStateException("no versions");
            }
        };
        PluginWorld world = PluginWorld.calling("ADD");

        assertThat(world.run(broken)).isEqualTo(1);
        assertThat(world.errorMsg()).isEqualTo("no versions");
    }

    @Test
    void aPluginThatCannotSayWhatItIsAboutIsAnInternalError() {
        CniPlugin broken = new CniPlugin() {
            @Override
            public Optional<String> about() {
                throw new IllegalStateException("no about");
            }
        };
        PluginWorld world = PluginWorld.calling("");

        assertThat(world.run(broken)).isEqualTo(1);
        assertThat(world.errorMsg()).isEqualTo("no about");
    }

    @Test
    void aStdinThatCannotBeReadIsAnIoFailure() {
        PluginWorld world = PluginWorld.calling("ADD");
        world.stdin = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("banana");
            }
        };

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(5);
        assertThat(world.errorMsg()).isEqualTo("error reading from stdin: banana");
    }
}
