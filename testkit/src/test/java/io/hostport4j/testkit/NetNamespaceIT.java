package io.hostport4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@RequiresNamespaces
@RequiresTools({"ip", "nsenter"})
class NetNamespaceIT {

    private static final Path THREAD_NETNS = Path.of("/proc/thread-self/ns/net");

    @Test
    void anActionSeesTheNamespaceAndTheCallerStaysWhereItWas() throws Exception {
        try (NetNamespace first = NetNamespace.create("first"); NetNamespace second = NetNamespace.create("second")) {
            Path before = Files.readSymbolicLink(THREAD_NETNS);
            Path inFirst = first.call(() -> Files.readSymbolicLink(THREAD_NETNS));
            Path inSecond = second.call(() -> Files.readSymbolicLink(THREAD_NETNS));
            assertThat(inFirst).isNotEqualTo(inSecond).isNotEqualTo(before);
            assertThat(inSecond).isNotEqualTo(before);
            assertThat(Files.readSymbolicLink(THREAD_NETNS)).isEqualTo(before);
        }
    }

    @Test
    void aProcessRunsInTheNamespace() {
        try (NetNamespace namespace = NetNamespace.create("one")) {
            namespace.exec("ip", "link", "add", "only-here", "type", "bridge").orThrow();
            assertThat(namespace.exec("ip", "link", "show", "only-here").exitCode()).isZero();
            assertThat(ProcessRun.of("ip", "link", "show", "only-here").execute().exitCode()).isNotZero();
        }
    }

    @Test
    void twoNamespacesSeeEachOther() throws Exception {
        try (NetNamespace left = NetNamespace.create("left"); NetNamespace right = NetNamespace.create("right")) {
            left.exec("ip", "link", "add", "to-right", "type", "veth", "peer", "name", "to-left", "netns", right.name()).orThrow();
            left.exec("ip", "addr", "add", "192.0.2.1/24", "dev", "to-right").orThrow();
            right.exec("ip", "addr", "add", "192.0.2.2/24", "dev", "to-left").orThrow();
            left.exec("ip", "link", "set", "to-right", "up").orThrow();
            right.exec("ip", "link", "set", "to-left", "up").orThrow();
            ServerSocket server = right.call(() -> new ServerSocket(7, 1, InetAddress.getByName("192.0.2.2")));
            try (server; Socket client = left.call(() -> new Socket("192.0.2.2", 7)); Socket accepted = server.accept()) {
                assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo("192.0.2.1");
                assertThat(client.isConnected()).isTrue();
            }
        }
    }

    @Test
    void theNodeIsTheNamespaceOfThisProcess() throws Exception {
        try (NetNamespace node = NetNamespace.node()) {
            assertThat(node.call(() -> Files.readSymbolicLink(THREAD_NETNS))).isEqualTo(Files.readSymbolicLink(THREAD_NETNS));
        }
    }

    @Test
    void whatAnActionThrowsReachesTheCaller() {
        try (NetNamespace namespace = NetNamespace.create("one")) {
            assertThatThrownBy(() -> namespace.call(() -> {
                throw new IOException("from inside");
            })).isInstanceOf(IOException.class).hasMessage("from inside");
        }
    }

    @Test
    void aNameIsTakenOnlyOnce() {
        try (NetNamespace one = NetNamespace.create("one")) {
            assertThatThrownBy(() -> NetNamespace.create(one.name()))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("ip netns add one");
        }
    }

    @Test
    void closingLeavesNoNamespaceAndNoThread() throws Exception {
        NetNamespace namespace = NetNamespace.create("gone");
        namespace.call(() -> 0);
        namespace.close();
        assertThat(namespace.path()).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).noneMatch(name -> name.startsWith("netns-"));
    }
}
