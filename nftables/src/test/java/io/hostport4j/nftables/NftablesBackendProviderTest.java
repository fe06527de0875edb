package io.hostport4j.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.table.KernelVersion;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NftablesBackendProviderTest {
    private static final KernelVersion KERNEL = new KernelVersion(6, 1);

    @TempDir
    private Path folder;

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(BackendProvider.class)).filteredOn(provider -> provider instanceof NftablesBackendProvider)
                .singleElement().satisfies(provider -> {
                    assertThat(provider.name()).isEqualTo("nftables");
                    assertThat(provider.store()).isEqualTo("table inet hostport");
                    assertThat(provider.priority()).isEqualTo(200);
                });
    }

    @Test
    void withTheToolAndTheCapabilityItIsUsable() throws IOException {
        Probe probe = probe(Optional.of(Path.of("/sbin/nft")), "Name:\tjava\nCapEff:\t0000000000001000\n");

        assertThat(probe).isInstanceOfSatisfying(Probe.Usable.class, usable -> {
            assertThat(usable.version()).isEqualTo("/sbin/nft, Linux 6.1");
            assertThat(usable.capabilities()).contains(Capability.ADDITIONS, Capability.CONDITIONS_NFTABLES, Capability.ATOMIC)
                    .doesNotContain(Capability.CONDITIONS_IPTABLES, Capability.EXTERNAL_MARK_CHAIN);
        });
    }

    @Test
    void withoutTheToolItIsAbsentAndSaysHowToGetIt() throws IOException {
        assertThat(probe(Optional.empty(), "CapEff:\tffffffffffffffff\n"))
                .isEqualTo(new Probe.Absent("there is no nft; install nftables 1.0 or newer, or put it into PATH"));
    }

    @Test
    void onAnOldKernelItIsAbsentAndSaysWhatIsNeeded() throws IOException {
        Path status = Files.writeString(folder.resolve("status"), "CapEff:\tffffffffffffffff\n");

        assertThat(new NftablesBackendProvider(new NoTools(Optional.of(Path.of("/sbin/nft"))), status, new KernelVersion(4, 18)).probe())
                .isInstanceOfSatisfying(Probe.Absent.class, absent -> assertThat(absent.why())
                        .startsWith("the kernel is 4.18; 5.7 or newer is needed"));
    }

    @Test
    void withoutTheCapabilityItIsNotPermittedAndSaysWhichIsMissing() throws IOException {
        assertThat(probe(Optional.of(Path.of("/sbin/nft")), "CapEff:\tffffffffffffefff\n"))
                .isEqualTo(new Probe.NotPermitted("CAP_NET_ADMIN is missing; run as root, or with that capability"));
    }

    @Test
    void whoCannotTellItsCapabilitiesIsNotPermitted() throws IOException {
        assertThat(probe(Optional.of(Path.of("/sbin/nft")), "Name:\tjava\n")).isInstanceOf(Probe.NotPermitted.class);
        assertThat(probe(Optional.of(Path.of("/sbin/nft")), "CapEff:\tmany\n")).isInstanceOf(Probe.NotPermitted.class);
        assertThat(new NftablesBackendProvider(new NoTools(Optional.of(Path.of("/sbin/nft"))), folder.resolve("none"), KERNEL).probe())
                .isInstanceOf(Probe.NotPermitted.class);
    }

    private Probe probe(Optional<Path> program, String status) throws IOException {
        return new NftablesBackendProvider(new NoTools(program), Files.writeString(folder.resolve("status"), status), KERNEL).probe();
    }

    /** Starts nothing. */
    private record NoTools(Optional<Path> program) implements Tools {
        @Override
        public Optional<Path> find(String name) {
            return program.filter(path -> path.endsWith(name));
        }

        @Override
        public ToolResult run(List<String> command, String input, Deadline deadline) {
            throw new AssertionError(command + " was started");
        }
    }
}
