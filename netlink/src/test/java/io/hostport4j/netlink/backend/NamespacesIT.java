package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine works in the namespace of the thread that opened it, whichever thread uses it later. */
@RequiresNamespaces
@RequiresTools({"nft", "ip", "conntrack", "socat"})
class NamespacesIT {
    private NetNamespace one;
    private NetNamespace two;
    private HostPorts inOne;
    private HostPorts inTwo;

    @BeforeEach
    void furnish() {
        one = node("one");
        two = node("two");
        inOne = one.call(HostPorts::open);
        inTwo = two.call(HostPorts::open);
    }

    @AfterEach
    void clear() {
        inOne.close();
        inTwo.close();
        one.close();
        two.close();
        assertThat(NetNamespace.node().exec("nft", "list", "ruleset").orThrow().stdout()).isEmpty();
    }

    @Test
    void theSamePortIsFreeInEach() {
        inOne.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
        inTwo.add(dualStack(DNS, 2, PortMapping.tcp(8080, 80)));

        assertThat(table(one)).contains("net/web/eth0").doesNotContain("net/dns/eth0");
        assertThat(table(two)).contains("net/dns/eth0").doesNotContain("net/web/eth0");
        inOne.check(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
        assertThat(inOne.list()).hasSize(2).allMatch(forward -> forward.owner().equals(WEB.owner()));
    }

    @Test
    void loopbackIsOpenedAndClosedInTheOneNamespace() {
        inOne.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
        assertThat(routeLocalnet(one)).isEqualTo("4");
        assertThat(routeLocalnet(two)).isEqualTo("0");

        inOne.remove(WEB);
        inOne.close();
        assertThat(routeLocalnet(one)).isEqualTo("0");
        assertThat(table(one)).isEmpty();
    }

    @Test
    void closingKeepsTheTableWhileOthersHaveForwardsInIt() {
        inOne.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
        inOne.add(dualStack(DNS, 3, PortMapping.udp(53, 53)));

        inOne.remove(WEB);
        inOne.close();

        assertThat(table(one)).contains("net/dns/eth0");
        assertThat(routeLocalnet(one)).isEqualTo("4");
    }

    @Test
    void flowsAreEndedInTheOneNamespace() {
        flowTo53(one);
        flowTo53(two);

        inOne.add(dualStack(DNS, 3, PortMapping.udp(53, 53)));

        assertThat(flows(one)).doesNotContain("dport=53 ");
        assertThat(flows(two)).contains("dport=53 ");
    }

    private static NetNamespace node(String name) {
        NetNamespace node = NetNamespace.create(name);
        node.exec("ip", "link", "add", "pods0", "type", "bridge").orThrow();
        node.exec("ip", "addr", "add", "10.0.0.1/24", "dev", "pods0").orThrow();
        node.exec("ip", "addr", "add", "fd00::1/64", "dev", "pods0", "nodad").orThrow();
        node.exec("ip", "link", "set", "pods0", "up").orThrow();
        // Something that wants flows tracked before the first forward is there.
        node.exec("nft", "table inet tracking { chain c { type filter hook output priority 0; ct state new accept; }; }").orThrow();
        return node;
    }

    /** To a port where nobody is; the flow stays for as long as an unanswered one does. */
    private static void flowTo53(NetNamespace node) {
        node.exec("sh", "-c", "echo ? | socat -u - UDP4-SENDTO:10.0.0.1:53,bind=10.0.0.1:40000").orThrow();
        assertThat(flows(node)).contains("dport=53 ");
    }

    private static String flows(NetNamespace node) {
        return node.exec("conntrack", "-L", "-p", "udp").orThrow().stdout();
    }

    private static String table(NetNamespace node) {
        return node.exec("nft", "list", "table", "inet", "hostport").stdout();
    }

    private static String routeLocalnet(NetNamespace node) {
        return node.exec("cat", "/proc/sys/net/ipv4/conf/pods0/route_localnet").orThrow().stdout().strip();
    }
}
