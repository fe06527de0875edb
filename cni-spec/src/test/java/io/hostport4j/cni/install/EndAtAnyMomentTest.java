package io.hostport4j.cni.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process ends at every call that changes something, and a runtime looks at every moment: it sees the old state or the new one. */
class EndAtAnyMomentTest {
    private static final String OTHER = "{\"cniVersion\": \"1.0.0\", \"name\": \"other\", \"plugins\": [{\"type\": \"ptp\"}]}";

    @TempDir
    private Path base;
    private int folders;

    /** What is in the folder, and what is asked for. */
    enum Scenario {
        LIST("10-calico.conflist", InstallRequest.USUAL, Map.of()),
        CONF("10-mynet.conf", InstallRequest.USUAL, Map.of("10-mynet.d.conf", "{}", "20-other.conflist", OTHER)),
        JSON("10-mynet.conf", InstallRequest.USUAL, Map.of("20-other.conflist", OTHER)),
        NOT_THE_FIRST("10-calico.conflist", named("k8s-pod-network", OtherNetworks.STAY), Map.of("00-other.conflist", OTHER)),
        EXCLUSIVE_LIST("10-calico.conflist", named("k8s-pod-network", OtherNetworks.PUT_AWAY),
                Map.of("00-other.conflist", OTHER, "01-other.conflist", OTHER.replace("ptp", "macvlan"), "99-other.conflist", OTHER)),
        EXCLUSIVE_CONF("10-mynet.conf", named("mynet", OtherNetworks.PUT_AWAY),
                Map.of("00-other.conflist", OTHER, "01-other.conflist", OTHER.replace("ptp", "macvlan"), "99-other.conflist", OTHER));

        private final Path network;
        private final InstallRequest request;
        private final Map<String, String> others;

        Scenario(String network, InstallRequest request, Map<String, String> others) {
            this.network = RealNetworks.named(network);
            this.request = request;
            this.others = others;
        }

        void place(Path folder) throws IOException {
            String name = network.getFileName().toString();
            Files.copy(network, folder.resolve(this == JSON ? name.replace(".conf", ".json") : name));
            for (Map.Entry<String, String> other : others.entrySet()) {
                Files.writeString(folder.resolve(other.getKey()), other.getValue());
            }
        }

        RuntimeView view(Path folder) {
            return RuntimeView.of(folder, network.endsWith("10-calico.conflist") ? "k8s-pod-network" : "mynet");
        }

        private static InstallRequest named(String network, OtherNetworks others) {
            return new InstallRequest(Optional.of(network), Optional.empty(), others);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInstallationThatEndsLeavesTheOldStateOrTheNewOne(Scenario scenario) throws IOException {
        Path whole = placed(scenario);
        Map<String, String> before = Contents.texts(whole);
        RuntimeView oldView = scenario.view(whole);
        EndingDisk counting = new EndingDisk(-1, EndingDisk.Moment.BEFORE);
        new ChainInstaller(whole, counting).install(scenario.request);
        Map<String, String> after = Contents.texts(whole);
        RuntimeView newView = scenario.view(whole);
        assertThat(newView).isNotEqualTo(oldView);

        for (EndingDisk.Moment moment : EndingDisk.Moment.values()) {
            for (int last = 0; last < counting.calls(); last++) {
                Path folder = ended(placed(scenario), last, moment, installer -> installer.install(scenario.request));
                assertOldOrNew(scenario.view(folder), oldView, newView);
                installer(folder).install(scenario.request);
                assertThat(Contents.texts(folder)).as("after %s, %s", last, moment).isEqualTo(after);

                Path other = ended(placed(scenario), last, moment, installer -> installer.install(scenario.request));
                installer(other).uninstall(Optional.empty());
                assertThat(Contents.texts(other)).as("after %s, %s", last, moment).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRemovalThatEndsLeavesTheOldStateOrTheNewOne(Scenario scenario) throws IOException {
        Path whole = placed(scenario);
        Map<String, String> before = Contents.texts(whole);
        RuntimeView oldView = scenario.view(whole);
        installer(whole).install(scenario.request);
        RuntimeView newView = scenario.view(whole);
        Map<String, String> installed = Contents.texts(whole);
        EndingDisk counting = new EndingDisk(-1, EndingDisk.Moment.BEFORE);
        new ChainInstaller(whole, counting).uninstall(Optional.empty());
        assertThat(Contents.texts(whole)).isEqualTo(before);

        for (EndingDisk.Moment moment : EndingDisk.Moment.values()) {
            for (int last = 0; last < counting.calls(); last++) {
                Path folder = ended(installed(scenario), last, moment, installer -> installer.uninstall(Optional.empty()));
                assertOldOrNew(scenario.view(folder), oldView, newView);
                installer(folder).uninstall(Optional.empty());
                assertThat(Contents.texts(folder)).as("after %s, %s", last, moment).isEqualTo(before);

                Path other = ended(installed(scenario), last, moment, installer -> installer.uninstall(Optional.empty()));
                installer(other).install(scenario.request);
                assertThat(Contents.texts(other)).as("after %s, %s", last, moment).isEqualTo(installed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoWatchesTheFolderSeesTheOldStateOrTheNewOne(Scenario scenario) throws Exception {
        Path folder = placed(scenario);
        RuntimeView oldView = scenario.view(folder);
        ChainInstaller installer = installer(folder);
        installer.install(scenario.request);
        RuntimeView newView = scenario.view(folder);
        AtomicBoolean done = new AtomicBoolean();
        Thread worker = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                installer.uninstall(Optional.empty());
                installer.install(scenario.request);
            }
            done.set(true);
        });
        worker.start();
        while (!done.get() && worker.isAlive()) {
            assertOldOrNew(scenario.view(folder), oldView, newView);
        }
        worker.join();
        assertThat(done).isTrue();
    }

    @Test
    void aKilledProcessLeavesTheOldStateOrTheNewOne() throws Exception {
        for (int round = 0; round < 6; round++) {
            Scenario scenario = Scenario.values()[round % Scenario.values().length];
            Path folder = placed(scenario);
            Map<String, String> before = Contents.texts(folder);
            RuntimeView oldView = scenario.view(folder);
            RuntimeView newView = scenario.view(installed(scenario));
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), InstallLoop.class.getName(), folder.toString(),
                    scenario.name()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (var calls = process.inputReader()) {
                for (int call = 0; call < 1 + 73 * round; call++) {
                    assertThat(calls.readLine()).isNotNull();
                }
                process.destroyForcibly().waitFor();
            }
            assertOldOrNew(scenario.view(folder), oldView, newView);
            installer(folder).uninstall(Optional.empty());
            assertThat(Contents.texts(folder)).isEqualTo(before);
        }
    }

    private static void assertOldOrNew(RuntimeView seen, RuntimeView oldView, RuntimeView newView) {
        assertThat(seen.first()).isIn(oldView.first(), newView.first());
        assertThat(seen.named()).isIn(oldView.named(), newView.named());
    }

    private Path placed(Scenario scenario) throws IOException {
        Path folder = Files.createDirectory(base.resolve("net.d" + folders++));
        scenario.place(folder);
        return folder;
    }

    private Path installed(Scenario scenario) throws IOException {
        Path folder = placed(scenario);
        installer(folder).install(scenario.request);
        return folder;
    }

    private static ChainInstaller installer(Path folder) {
        return new ChainInstaller(folder, new EndingDisk(-1, EndingDisk.Moment.BEFORE));
    }

    private static Path ended(Path folder, int last, EndingDisk.Moment moment, Consumer<ChainInstaller> work) {
        try {
            work.accept(new ChainInstaller(folder, new EndingDisk(last, moment)));
        } catch (EndingDisk.End end) {
            return folder;
        }
        throw new AssertionError("call " + last + " was not reached");
    }

    /** Installs and uninstalls until it is killed, and tells of each call before it makes it. */
    static final class InstallLoop {
        private InstallLoop() {}

        public static void main(String[] arguments) {
            Scenario scenario = Scenario.valueOf(arguments[1]);
            ChainInstaller installer = new ChainInstaller(Path.of(arguments[0]), new TellingDisk(System.out));
            while (!System.out.checkError()) {
                installer.install(scenario.request);
                installer.uninstall(Optional.empty());
            }
        }
    }
}
