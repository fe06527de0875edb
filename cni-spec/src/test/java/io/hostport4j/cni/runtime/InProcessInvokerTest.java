package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.plugin.CniPlugin;
import io.hostport4j.cni.plugin.PluginRequest;
import io.hostport4j.cni.runtime.PluginExecutionException.Reason;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InProcessInvokerTest {

    @TempDir
    private Path folder;

    @Test
    void pluginsOfThisJvmAndProgramsFormOneChain() throws IOException {
        new Scripts(folder).write("program", "cat > \"$0.in\"; printf '{\"ips\": [{\"address\": \"10.0.0.9/24\"}]}'");
        CniPlugin object = new CniPlugin() {
            @Override
            public Optional<CniResult> add(PluginRequest request) {
                return request.config().prevResult();
            }
        };

        PluginResult result = runtime(Map.of("object", object)).add(RuntimeWorld.network("1.0.0", "program", "object", "program", "object"),
                RuntimeWorld.ATTACHMENT);

        assertThat(result.decoded()).isEqualTo(RuntimeWorld.result("10.0.0.9/24"));
        assertThat(new Scripts(folder).read("program.in")).contains("\"prevResult\":{\"cniVersion\":\"1.0.0\",\"ips\"");
    }

    @Test
    void aPluginIsCheckedAsItsProgramWouldBe() {
        CniPlugin plugin = new CniPlugin() {
            @Override
            public List<CniVersion> supportedVersions() {
                return List.of(CniVersion.V0_4_0);
            }
        };

        assertThatThrownBy(() -> runtime(Map.of("x", plugin)).delete(RuntimeWorld.network("1.0.0", "x"), RuntimeWorld.ATTACHMENT))
                .isInstanceOfSatisfying(CniException.class, e -> {
                    assertThat(e.code()).isEqualTo(1);
                    assertThat(e.msg()).isEqualTo("plugin type=\"x\" failed (delete): incompatible CNI versions");
                    assertThat(e.details()).isEqualTo("config is \"1.0.0\", plugin supports [\"0.4.0\"]");
                });
    }

    @Test
    void anyExceptionIsAnErrorOfThePlugin() {
        CniPlugin plugin = new CniPlugin() {
            @Override
            public void delete(PluginRequest request) {
                throw new IllegalStateException("potato");
            }
        };

        assertThatThrownBy(() -> runtime(Map.of("x", plugin)).delete(RuntimeWorld.network("1.0.0", "x"), RuntimeWorld.ATTACHMENT))
                .isInstanceOfSatisfying(CniException.class, e -> assertThat(e.code()).isEqualTo(999)).hasMessageEndingWith("potato");
    }

    @Test
    void aPluginThatTakesTooLongIsInterruptedAndHasEndedWhenTheCallEnds() {
        CountDownLatch ended = new CountDownLatch(1);

        assertThatThrownBy(() -> runtime(Map.of("x", new Sleeper(new CountDownLatch(1), ended))).within(Duration.ofMillis(100))
                .delete(RuntimeWorld.network("1.0.0", "x"), RuntimeWorld.ATTACHMENT))
                .isInstanceOfSatisfying(PluginExecutionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
        assertThat(ended.getCount()).isZero();
    }

    @Test
    void anInterruptOfTheCallerEndsThePluginToo() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CniRuntime runtime = runtime(Map.of("x", new Sleeper(started, ended)));
        Thread caller = new Thread(() -> assertThatThrownBy(() -> runtime.delete(RuntimeWorld.network("1.0.0", "x"), RuntimeWorld.ATTACHMENT))
                .isInstanceOf(PluginExecutionException.class));
        caller.start();
        started.await();

        caller.interrupt();
        caller.join();

        assertThat(ended.getCount()).isZero();
    }

    @Test
    void pluginsSeeTheFoldersOfTheOthers() {
        StringBuilder path = new StringBuilder();
        CniPlugin plugin = new CniPlugin() {
            @Override
            public void status(PluginRequest request) {
                path.append(request.path());
            }
        };

        runtime(Map.of("x", plugin)).status(RuntimeWorld.network("1.1.0", "x"));

        assertThat(path).hasToString(folder.toString());
    }

    private CniRuntime runtime(Map<String, CniPlugin> plugins) {
        return new CniRuntime(new InProcessInvoker(plugins, ProcessInvoker.of(List.of(folder))), new ResultCache(folder));
    }

    /** Waits for ever, and tells when it starts and ends. */
    private record Sleeper(CountDownLatch started, CountDownLatch ended) implements CniPlugin {

        @Override
        public void delete(PluginRequest request) {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            } finally {
                ended.countDown();
            }
        }
    }
}
