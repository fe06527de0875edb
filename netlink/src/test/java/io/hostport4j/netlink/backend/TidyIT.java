package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left when the last one goes: nothing. */
class TidyIT extends BackendIT {
    private static final HostPortRequest ANOTHER = new HostPortRequest(DNS, List.of(ContainerAddress.of(ip("10.0.1.2"))),
            List.of(PortMapping.tcp(9090, 80)));

    @BeforeEach
    void closeLoopback() {
        routeLocalnet("all", "0");
        routeLocalnet("pods0", "0");
    }

    @AfterEach
    void closeLoopbackAgain() {
        routeLocalnet("all", "0");
    }

    @Test
    void afterTheLastRemovalAndCloseNothingIsLeft() {
        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.add(dualStack(DNS, 3, PortMapping.udp(53, 53)));
        assertThat(routeLocalnet("pods0")).isEqualTo("4");

        hostPorts.remove(WEB);
        hostPorts.remove(DNS);
        assertThat(listing()).isNotEmpty();
        hostPorts.close();

        assertThat(run("nft", "list", "ruleset")).isEmpty();
        assertThat(routeLocalnet("pods0")).isEqualTo("0");
    }

    @Test
    void whileAnotherEngineHasForwardsAllStays() {
        try (HostPorts other = HostPorts.open()) {
            other.add(dualStack(DNS, 3, PortMapping.udp(53, 53)));
            hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
            hostPorts.remove(WEB);
            hostPorts.close();

            other.check(dualStack(DNS, 3, PortMapping.udp(53, 53)));
            assertThat(routeLocalnet("pods0")).isEqualTo("4");
        }
        assertThat(listing()).contains("udp . 53");
    }

    @Test
    void whatNeverRemovedLeavesTheTableOfOthers() {
        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
        elsewhere(HostPorts::list);
        elsewhere(other -> other.remove(DNS));

        hostPorts.check(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
    }

    @Test
    void anEngineThatIsTidiedUnderGoesOn() {
        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
        elsewhere(other -> other.remove(WEB));
        assertThat(listing()).isEmpty();

        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));

        hostPorts.check(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
    }

    @Test
    void loopbackThatWasOpenBeforeStaysOpen() {
        routeLocalnet("pods0", "1");
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.remove(WEB);
        hostPorts.close();
        assertThat(routeLocalnet("pods0")).isEqualTo("1");
    }

    @Test
    void whereLoopbackIsOpenForAllInterfacesNothingIsWritten() {
        routeLocalnet("all", "1");
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        assertThat(routeLocalnet("pods0")).isEqualTo("0");
    }

    @Test
    void loopbackStaysClosedForPortsThatItCannotReach() {
        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80).on(ip("192.0.2.1")), PortMapping.tcp(8080, 80).on(ip("::"))));
        assertThat(routeLocalnet("pods0")).isEqualTo("0");
    }

    @Test
    void aRulesetThatSomebodyFlushedLeavesNoOpenLoopbackBehind() {
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        nft("flush ruleset");

        elsewhere(other -> other.remove(WEB));

        assertThat(routeLocalnet("pods0")).isEqualTo("0");
    }

    @Test
    void anInterfaceIsClosedBehindTheLastForwardThatNeedsItWhileOthersStay() {
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.add(dualStack(DNS, 3, PortMapping.tcp(9090, 80).on(ip("192.0.2.1")), PortMapping.tcp(9090, 80).on(ip("::"))));

        hostPorts.remove(WEB);

        assertThat(routeLocalnet("pods0")).isEqualTo("0");
        assertThat(listed()).hasSize(2);
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        assertThat(routeLocalnet("pods0")).isEqualTo("4");
    }

    @Test
    void eachInterfaceIsClosedByItself() {
        anotherBridge();
        try {
            hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
            hostPorts.add(ANOTHER);
            assertThat(routeLocalnet("pods1.0")).isEqualTo("4");

            elsewhere(other -> other.remove(DNS));

            assertThat(routeLocalnet("pods0")).isEqualTo("4");
            assertThat(routeLocalnet("pods1.0")).isEqualTo("0");
        } finally {
            run("ip", "link", "delete", "pods1.0");
        }
    }

    @Test
    void anInterfaceThatVanishedIsNoConcernOfARemoval() {
        anotherBridge();
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.add(ANOTHER);
        run("ip", "link", "delete", "pods1.0");

        assertThat(hostPorts.remove(DNS)).hasSize(1);

        assertThat(routeLocalnet("pods0")).isEqualTo("4");
    }

    @Test
    void amongThousandsThatDoNotNeedItTheOneThatDoesIsFound() {
        PortRange thousands = new PortRange(20_000, 24_999);
        hostPorts.add(ipv4(DNS, 3, new PortMapping(thousands, 20_000, Protocol.TCP, Optional.of(ip("192.0.2.1"))),
                PortMapping.tcp(9090, 80).on(ip("127.0.0.1"))));
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));

        elsewhere(other -> other.remove(WEB));
        assertThat(routeLocalnet("pods0")).isEqualTo("4");

        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.add(ipv4(DNS, 3, new PortMapping(thousands, 20_000, Protocol.TCP, Optional.of(ip("192.0.2.1")))));
        elsewhere(other -> other.remove(WEB));
        assertThat(routeLocalnet("pods0")).isEqualTo("0");
    }

    @Test
    void aForwardWithoutSourceNatDoesNotKeepItOpen() {
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.add(new HostPortRequest(DNS, ipv4(DNS, 3).addresses(), List.of(PortMapping.tcp(9090, 80)), Masquerade.NEVER));

        hostPorts.remove(WEB);

        assertThat(routeLocalnet("pods0")).isEqualTo("0");
    }

    @Test
    void behindARemovalThatWasKilledBeforeItLookedTheNextOneOrGcCloses() {
        hostPorts.add(dualStack(DNS, 3, PortMapping.tcp(9090, 80).on(ip("192.0.2.1"))));
        routeLocalnet("pods0", "4");
        hostPorts.retain("net", List.of(DNS));
        assertThat(routeLocalnet("pods0")).isEqualTo("0");

        routeLocalnet("pods0", "4");
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.remove(WEB);
        assertThat(routeLocalnet("pods0")).isEqualTo("0");
    }

    @Test
    void aCheckNamesTheSysctlThatSomebodyTurnedOffAndAnAddTurnsItOn() {
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.check(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        routeLocalnet("pods0", "0");
        assertThatThrownBy(() -> hostPorts.check(ipv4(WEB, 2, PortMapping.tcp(8080, 80))))
                .hasMessageContaining("net.ipv4.conf.pods0.route_localnet is 0");

        routeLocalnet("all", "1");
        hostPorts.check(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        routeLocalnet("all", "0");

        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.check(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        assertThat(routeLocalnet("pods0")).isEqualTo("4");
    }

    @Test
    void tablesOfOthersStay() {
        nft("table inet foreign { chain c { counter accept; }; }");
        String before = run("nft", "list", "ruleset");
        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.remove(WEB);
        hostPorts.close();
        assertThat(run("nft", "list", "ruleset")).isEqualTo(before);
    }

    /** Its name has a dot, as those of VLANs have. */
    private static void anotherBridge() {
        run("ip", "link", "add", "pods1.0", "type", "bridge");
        run("ip", "addr", "add", "10.0.1.1/24", "dev", "pods1.0");
        run("ip", "link", "set", "pods1.0", "up");
        routeLocalnet("pods1.0", "0");
    }
}
