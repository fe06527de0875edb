package io.hostport4j.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IptablesBackendProviderTest {
    @TempDir
    Path folder;

    /** A folder of programs none of which may be started. */
    private record Folder(Path folder) implements Tools {
        @Override
        public Optional<Path> find(String name) {
            return Optional.of(folder.resolve(name)).filter(Files::exists);
        }

        @Override
        public ToolResult run(List<String> command, String input, Deadline deadline) {
            throw new AssertionError("a probe starts no process");
        }
    }

    @BeforeEach
    void superuserWithIpv6() throws IOException {
        Files.createDirectory(folder.resolve("net"));
        Files.createFile(folder.resolve("net/if_inet6"));
        Files.writeString(folder.resolve("status"), "Name:\tjava\nCapEff:\t000001ffffffffff\n");
    }

    @Test
    void itIsFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(BackendProvider.class)).anyMatch(IptablesBackendProvider.class::isInstance);
    }

    @Test
    void theFlavourIsWhatTheProgramReallyIs() throws IOException {
        install("xtables-legacy-multi", "iptables", "ip6tables");

        assertThat(probe()).isInstanceOfSatisfying(Probe.Usable.class, usable -> {
            assertThat(usable.version()).startsWith("iptables-legacy");
            assertThat(usable.capabilities()).contains(Capability.ADDITIONS, Capability.IPV6).doesNotContain(Capability.ATOMIC);
        });
    }

    @Test
    void withoutIp6tablesThereIsNoIpv6() throws IOException {
        install("xtables-nft-multi", "iptables");

        assertThat(probe()).isInstanceOfSatisfying(Probe.Usable.class, usable -> assertThat(usable.capabilities()).doesNotContain(Capability.IPV6));
    }

    @Test
    void aKernelWithoutIpv6HasNone() throws IOException {
        install("xtables-nft-multi", "iptables", "ip6tables");
        Files.delete(folder.resolve("net/if_inet6"));

        assertThat(probe()).isInstanceOfSatisfying(Probe.Usable.class, usable -> assertThat(usable.capabilities()).doesNotContain(Capability.IPV6));
    }

    @Test
    void whereThereIsNoIptablesRestoreItIsAbsent() {
        assertThat(probe()).isInstanceOfSatisfying(Probe.Absent.class, absent -> assertThat(absent.why()).contains("iptables-restore", "install"));
    }

    @Test
    void aProgramOfNoKnownFlavourIsNamed() throws IOException {
        install("iptables-wrapper", "iptables", "ip6tables");

        assertThat(probe()).isInstanceOfSatisfying(Probe.Absent.class, absent -> assertThat(absent.why()).contains("iptables-wrapper"));
    }

    @Test
    void withoutTheCapabilityItIsNotPermitted() throws IOException {
        install("xtables-nft-multi", "iptables", "ip6tables");
        Files.writeString(folder.resolve("status"), "CapEff:\t0000000000000000\n");

        assertThat(probe()).isInstanceOfSatisfying(Probe.NotPermitted.class, refusal -> assertThat(refusal.why()).contains("CAP_NET_ADMIN"));
    }

    private Probe probe() {
        return new IptablesBackendProvider(new Folder(folder), folder, Optional.empty(), Path.of(IptablesBackendProvider.LOCK_FILE)).probe();
    }

    private void install(String program, String... names) throws IOException {
        Path target = Files.createFile(folder.resolve(program));
        for (String name : names) {
            for (String suffix : List.of("", "-save", "-restore")) {
                Files.createSymbolicLink(folder.resolve(name + suffix), target);
            }
        }
    }
}
