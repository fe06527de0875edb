package io.hostport4j.netlink.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.HostNetworkProvider;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.table.KernelVersion;
import io.hostport4j.netlink.socket.Errno;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetlinkBackendProviderTest {
    private static final KernelVersion NEW = new KernelVersion(6, 1);

    @ParameterizedTest
    @EnumSource(names = {"EPERM", "EACCES"})
    void aProcessThatMayNotSpeakToNftablesIsToldWhichPermissionIsMissing(Errno errno) {
        RefusingKernel kernel = RefusingKernel.ofRequests(errno);

        assertThat(new NetlinkBackendProvider(kernel, NEW).probe()).isInstanceOfSatisfying(Probe.NotPermitted.class,
                probe -> assertThat(probe.why()).startsWith("CAP_NET_ADMIN in this network namespace is missing").contains(errno.name()));
        assertThat(kernel.open).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"EOPNOTSUPP", "EINVAL"})
    void aKernelWithoutNftablesIsAbsent(Errno errno) {
        RefusingKernel kernel = RefusingKernel.ofRequests(errno);

        assertThat(new NetlinkBackendProvider(kernel, NEW).probe()).isInstanceOfSatisfying(Probe.Absent.class,
                probe -> assertThat(probe.why()).startsWith("the kernel has no nf_tables here").contains(errno.name()));
        assertThat(kernel.open).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"EPROTONOSUPPORT", "EAFNOSUPPORT"})
    void aKernelWithoutNetfilterSocketsIsAbsent(Errno errno) {
        assertThat(new NetlinkBackendProvider(RefusingKernel.ofSockets(errno), NEW).probe()).isInstanceOfSatisfying(Probe.Absent.class,
                probe -> assertThat(probe.why()).contains("open netlink socket").contains(errno.name()));
    }

    @Test
    void aKernelThatIsTooOldIsAbsentAndNotAsked() {
        RefusingKernel kernel = RefusingKernel.ofSockets(Errno.EPERM);

        assertThat(new NetlinkBackendProvider(kernel, new KernelVersion(5, 6)).probe()).isInstanceOfSatisfying(Probe.Absent.class,
                probe -> assertThat(probe.why()).startsWith("the kernel is 5.6; 5.7 or newer is needed"));
    }

    @Test
    void openingWhereItIsRefusedFailsWithTheReason() {
        assertThatThrownBy(() -> new NetlinkBackendProvider(RefusingKernel.ofSockets(Errno.EPERM), NEW).open())
                .isInstanceOf(BackendFailedException.class).hasMessageStartingWith("netlink: open netlink socket: ");
    }

    @Test
    void theServicesAreFoundByTheirInterfaces() {
        assertThat(ServiceLoader.load(BackendProvider.class)).hasAtLeastOneElementOfType(NetlinkBackendProvider.class);
        assertThat(ServiceLoader.load(HostNetworkProvider.class)).hasAtLeastOneElementOfType(NodeNetworkProvider.class);
    }
}
