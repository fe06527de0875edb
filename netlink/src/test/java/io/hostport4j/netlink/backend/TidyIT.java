package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.PortMapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left when the last one goes: nothing. */
class TidyIT extends BackendIT {
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
    void tablesOfOthersStay() {
        nft("table inet foreign { chain c { counter accept; }; }");
        String before = run("nft", "list", "ruleset");
        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.remove(WEB);
        hostPorts.close();
        assertThat(run("nft", "list", "ruleset")).isEqualTo(before);
    }
}
