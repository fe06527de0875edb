package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.plugin.CniArgs;
import io.hostport4j.cni.plugin.NetworkConfig;
import io.hostport4j.cni.plugin.PluginRequest;
import io.hostport4j.cni.runtime.PluginExecutionException.Reason;
import io.hostport4j.cni.types.CniVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation against a plugin that never ends, and a child of it that never does either. */
@Timeout(60)
class TimeLimitTest {

    private static final NetworkList NETWORK = RuntimeWorld.network("1.1.0", "sleeper");
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path folder;
    private Scripts scripts;

    /** Something to do with a runtime whose plugins are the scripts. */
    private record Operation(String name, Action action) {

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Action {
        void run(CniRuntime runtime, PluginInvoker invoker, Duration limit);
    }

    static Stream<Operation> operations() {
        return Stream.of(
                operation("add", runtime -> runtime.add(NETWORK, RuntimeWorld.ATTACHMENT)),
                operation("check", runtime -> runtime.check(NETWORK, RuntimeWorld.ATTACHMENT)),
                operation("delete", runtime -> runtime.delete(NETWORK, RuntimeWorld.ATTACHMENT)),
                operation("status", runtime -> runtime.status(NETWORK)),
                operation("versions", runtime -> runtime.versions("sleeper")),
                new Operation("delegated add", (runtime, invoker, limit) -> new Delegation(request(), invoker, limit).add("sleeper")),
                new Operation("delegated check", (runtime, invoker, limit) -> new Delegation(request(), invoker, limit).check("sleeper")),
                new Operation("delegated delete", (runtime, invoker, limit) -> new Delegation(request(), invoker, limit).delete("sleeper")),
                new Operation("delegated gc", (runtime, invoker, limit) -> new Delegation(request(), invoker, limit).gc("sleeper")),
                new Operation("delegated status", (runtime, invoker, limit) -> new Delegation(request(), invoker, limit).status("sleeper")));
    }

    private static Operation operation(String name, Consumer<CniRuntime> action) {
        return new Operation(name, (runtime, invoker, limit) -> action.accept(runtime));
    }

    @BeforeEach
    void writeScripts() throws IOException, InterruptedException {
        scripts = Scripts.withSleeper(folder);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aPluginThatTakesTooLongIsKilledWithItsChildren(Operation operation) throws InterruptedException {
        assertThatThrownBy(() -> operation.action().run(runtime(SHORT), invoker(), SHORT))
                .isInstanceOfSatisfying(PluginExecutionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT))
                .hasMessageContaining("ms that it had, and was ended");
        scripts.awaitNothingRunning();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anInterruptKillsThePluginAndItsChildren(Operation operation) throws InterruptedException {
        assertEndsByInterrupt(() -> operation.action().run(runtime(CniRuntime.DEFAULT_LIMIT), invoker(), CniRuntime.DEFAULT_LIMIT));
    }

    @Test
    void gcTellsWhatTookTooLong() throws InterruptedException {
        assertThatThrownBy(() -> runtime(SHORT).gc(NETWORK, List.of())).isInstanceOf(GarbageCollectionException.class)
                .hasMessageContaining("plugin type=\"sleeper\" failed (gc): netplugin was not done within");
        scripts.awaitNothingRunning();
    }

    @Test
    void gcEndsByAnInterrupt() throws InterruptedException {
        assertEndsByInterrupt(() -> runtime(CniRuntime.DEFAULT_LIMIT).gc(NETWORK, List.of()));
    }

    @Test
    void validationTellsWhatTookTooLong() throws InterruptedException {
        assertThatThrownBy(() -> runtime(SHORT).validate(NETWORK)).isInstanceOf(ValidationException.class)
                .hasMessageContaining("plugin \"sleeper\": netplugin was not done within");
        scripts.awaitNothingRunning();
    }

    @Test
    void validationEndsByAnInterrupt() throws InterruptedException {
        assertEndsByInterrupt(() -> runtime(CniRuntime.DEFAULT_LIMIT).validate(NETWORK));
    }

    @Test
    void theLimitIsOfTheWholeOperation() throws IOException, InterruptedException {
        scripts.write("slow", "sleep 0.4; echo '{}'");

        assertThatThrownBy(() -> runtime(Duration.ofMillis(600)).add(RuntimeWorld.network("1.0.0", "slow", "slow", "slow"), RuntimeWorld.ATTACHMENT))
                .isInstanceOfSatisfying(PluginExecutionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
        scripts.awaitNothingRunning();
    }

    @Test
    void whenNoTimeIsLeftNothingIsStarted() {
        assertThatThrownBy(() -> runtime(Duration.ofNanos(-1)).delete(NETWORK, RuntimeWorld.ATTACHMENT))
                .isInstanceOfSatisfying(PluginExecutionException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
        assertThat(scripts.running()).isEmpty();
    }

    private void assertEndsByInterrupt(Runnable operation) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            failure.set(catchThrowable(operation::run));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        scripts.awaitRunning(2);

        thread.interrupt();
        thread.join();

        assertThat(failure.get()).isInstanceOfSatisfying(PluginExecutionException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));
        assertThat(stillInterrupted).isTrue();
        scripts.awaitNothingRunning();
    }

    private PluginInvoker invoker() {
        return ProcessInvoker.of(List.of(folder));
    }

    private CniRuntime runtime(Duration limit) {
        return new CniRuntime(invoker(), new ResultCache(folder)).within(limit);
    }

    private static PluginRequest request() {
        return new PluginRequest("c", Optional.of("/some/netns"), "eth0", new CniArgs(""), "/some/path",
                new NetworkConfig(CniVersion.V1_1_0, "pods", NETWORK.plugins().get(0).raw()));
    }
}
