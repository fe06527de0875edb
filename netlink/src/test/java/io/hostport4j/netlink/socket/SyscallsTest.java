package io.hostport4j.netlink.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real kernel, by each implementation that this JVM can load. */
class SyscallsTest {
    private static final Path LIBRARY = Path.of("target", "native", "libhostport4j.so").toAbsolutePath();
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int ROUTE = 0;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int RTM_GETLINK = 18;
    private static final int REQUEST_AND_DUMP = 0x301;

    static Stream<Syscalls> implementations() {
        Syscalls chosen = Syscalls.ofThisJvm();
        Stream<Syscalls> inJava = chosen instanceof JnrSyscalls ? Stream.of(chosen) : Stream.of(chosen, new JnrSyscalls());
        return Files.exists(LIBRARY) ? Stream.concat(inJava, Stream.of(new JniSyscalls(LIBRARY.toString()))) : inJava;
    }

    @Test
    void aLibraryThatCannotBeLoadedIsAnError() {
        assertThatThrownBy(() -> new JniSyscalls("/nonexistent/libhostport4j.so")).isInstanceOf(UnsatisfiedLinkError.class);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "CI", matches = "true")
    void theNativeLibraryIsBuiltWhereNothingMayBeMissing() {
        assertThat(LIBRARY).exists();
    }

    @Test
    void foreignFunctionsAreUsedWhereTheJdkAndTheBuildHaveThem() {
        assumeThat(Runtime.version().feature()).as("JDKs before 22 have no foreign functions").isGreaterThanOrEqualTo(22);
        assumeThat(getClass().getResource("FfmSyscalls.class")).as("built by a JDK before 22").isNotNull();
        assertThat(Syscalls.ofThisJvm().getClass().getSimpleName()).isEqualTo("FfmSyscalls");
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void aRequestIsAnswered(Syscalls syscalls) {
        int socket = open(syscalls);
        try {
            ByteBuffer request = linkDump();
            assertThat(syscalls.poll(socket, 0)).isZero();
            assertThat(syscalls.send(socket, request, 0)).isEqualTo(request.remaining());
            assertThat(syscalls.poll(socket, -1)).isPositive();
            ByteBuffer answer = ByteBuffer.allocateDirect(64 * 1024).order(ByteOrder.nativeOrder());
            int length = syscalls.receive(socket, answer, MSG_TRUNC | MSG_DONTWAIT);
            assertThat(length).isGreaterThan(16);
            assertThat(answer.getInt(0)).isBetween(16, length);
        } finally {
            assertThat(syscalls.close(socket)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void aBufferIsUsedFromPositionToLimitAndNotMoved(Syscalls syscalls) {
        int socket = open(syscalls);
        try {
            ByteBuffer request = linkDump();
            ByteBuffer inTheMiddle = ByteBuffer.allocateDirect(100).order(ByteOrder.nativeOrder());
            inTheMiddle.position(12).put(request).flip().position(12);
            assertThat(syscalls.send(socket, inTheMiddle, 0)).isEqualTo(32);
            assertThat(inTheMiddle.position()).isEqualTo(12);
            ByteBuffer answer = ByteBuffer.allocateDirect(64).position(24).limit(44);
            assertThat(syscalls.receive(socket, answer, MSG_DONTWAIT)).isEqualTo(20);
            assertThat(answer.position()).isEqualTo(24);
            assertThat(IntStream.range(0, 64).filter(i -> i < 24 || i >= 44).map(answer.clear()::get)).containsOnly(0);
        } finally {
            syscalls.close(socket);
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void whatTheKernelRefusesIsANegativeErrorNumber(Syscalls syscalls) {
        assertThat(syscalls.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, 999)).isEqualTo(-Errno.EPROTONOSUPPORT.number());
        assertThat(syscalls.close(-1)).isEqualTo(-Errno.EBADF.number());
        assertThat(syscalls.setSocketOption(-1, SOL_SOCKET, SO_RCVBUF, 1)).isEqualTo(-Errno.EBADF.number());
        assertThat(syscalls.bind(-1, ByteBuffer.allocateDirect(12))).isEqualTo(-Errno.EBADF.number());
        assertThat(syscalls.enterNetworkNamespace("/there is/no such file")).isEqualTo(-Errno.ENOENT.number());
        assertThat(syscalls.enterNetworkNamespace("/proc/self/ns/uts")).isIn(-Errno.EINVAL.number(), -Errno.EPERM.number());
        int socket = open(syscalls);
        assertThat(syscalls.receive(socket, ByteBuffer.allocateDirect(16), MSG_DONTWAIT)).isEqualTo(-Errno.EAGAIN.number());
        syscalls.close(socket);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void anOptionIsSet(Syscalls syscalls) {
        int socket = open(syscalls);
        assertThat(syscalls.setSocketOption(socket, SOL_SOCKET, SO_RCVBUF, 65536)).isZero();
        assertThat(syscalls.setSocketOption(socket, SOL_SOCKET, 0x7fff, 1)).isNegative();
        syscalls.close(socket);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void eachThreadHasItsOwnErrorNumber(Syscalls syscalls) {
        List<CompletableFuture<Boolean>> threads = IntStream.range(0, 4).mapToObj(thread -> CompletableFuture.supplyAsync(() ->
                IntStream.range(0, 20_000).allMatch(i -> thread % 2 == 0
                        ? syscalls.close(-1) == -Errno.EBADF.number()
                        : syscalls.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, 999) == -Errno.EPROTONOSUPPORT.number()))).toList();
        assertThat(threads).allMatch(CompletableFuture::join);
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void aBufferOnTheHeapIsRefused(Syscalls syscalls) {
        assertThatIllegalArgumentException().isThrownBy(() -> syscalls.send(-1, ByteBuffer.allocate(16), 0)).withMessageContaining("direct");
    }

    private static int open(Syscalls syscalls) {
        int socket = syscalls.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, ROUTE);
        assertThat(socket).isPositive();
        ByteBuffer address = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder()).putShort(0, (short) AF_NETLINK);
        assertThat(syscalls.bind(socket, address)).isZero();
        return socket;
    }

    /** {@code struct nlmsghdr} and {@code struct ifinfomsg}: all links. */
    private static ByteBuffer linkDump() {
        return ByteBuffer.allocateDirect(32).order(ByteOrder.nativeOrder())
                .putInt(0, 32).putShort(4, (short) RTM_GETLINK).putShort(6, (short) REQUEST_AND_DUMP).putInt(8, 1);
    }
}
