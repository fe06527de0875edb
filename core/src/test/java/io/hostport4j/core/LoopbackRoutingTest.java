package io.hostport4j.core;

import static io.hostport4j.core.Requests.OTHER;
import static io.hostport4j.core.Requests.WEB;
import static io.hostport4j.core.Requests.ip;
import static io.hostport4j.core.Requests.opened;
import static io.hostport4j.core.Requests.request;
import static io.hostport4j.core.Requests.v4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.PortMapping;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoopbackRoutingTest {
    private static final int OTHER_LINK = 8;

    private final MemoryBackend backend = new MemoryBackend();
    private final MemoryBackend elsewhere = new MemoryBackend();
    private final FakeNetwork network = new FakeNetwork();
    private final HostPorts hostPorts = open(backend, elsewhere);
    private final HostPortRequest web = new HostPortRequest(WEB, List.of(v4("10.0.0.2")), List.of(PortMapping.tcp(8080, 80)));
    private final HostPortRequest other = new HostPortRequest(OTHER, List.of(v4("10.0.0.3")), List.of(PortMapping.tcp(9090, 80)));
    private final HostPortRequest specific =
            new HostPortRequest(OTHER, List.of(v4("10.0.0.3")), List.of(PortMapping.tcp(9090, 80).on(ip("192.0.2.1"))));

    @Nested
    class Remove {
        @Test
        void whileAnotherForwardNeedsItItStaysOn() {
            hostPorts.add(web);
            hostPorts.add(other);
            hostPorts.remove(WEB);
            assertThat(network.routeLocalnet).containsExactly(FakeNetwork.LINK);
        }

        @Test
        void itGoesOffWithTheLastForwardThatNeedsIt() {
            hostPorts.add(web);
            hostPorts.add(specific);
            hostPorts.remove(WEB);
            assertThat(network.routeLocalnet).isEmpty();
            assertThat(backend.forwards).hasSize(1);
        }

        @Test
        void eachInterfaceIsLookedAtForItself() {
            network.links.put(ip("10.0.0.3"), OTHER_LINK);
            hostPorts.add(web);
            hostPorts.add(other);
            assertThat(network.routeLocalnet).containsExactlyInAnyOrder(FakeNetwork.LINK, OTHER_LINK);
            hostPorts.remove(WEB);
            assertThat(network.routeLocalnet).containsExactly(OTHER_LINK);
        }

        @Test
        void aContainerWhoseInterfaceWentWithItTouchesNoOther() {
            network.links.put(ip("10.0.0.3"), OTHER_LINK);
            hostPorts.add(web);
            hostPorts.add(other);
            network.links.put(ip("10.0.0.2"), OTHER_LINK);
            hostPorts.remove(WEB);
            assertThat(network.routeLocalnet).contains(OTHER_LINK);
        }

        @Test
        void aForwardInAnotherStoreKeepsIt() {
            hostPorts.add(web);
            try (HostPorts others = open(elsewhere, backend)) {
                others.add(other);
            }
            hostPorts.remove(WEB);
            assertThat(network.routeLocalnet).containsExactly(FakeNetwork.LINK);
        }

        @Test
        void whereForwardsCannotBeLookedForItStaysOn() {
            hostPorts.add(web);
            elsewhere.brokenSearch = true;
            hostPorts.remove(WEB);
            assertThat(network.routeLocalnet).containsExactly(FakeNetwork.LINK);
        }

        @Test
        void aSysctlThatCannotBeWrittenKeepsNobodyFromRemoving() {
            hostPorts.add(web);
            network.readOnlySysctls = true;
            assertThatCode(() -> hostPorts.remove(WEB)).doesNotThrowAnyException();
            assertThat(backend.forwards).isEmpty();
        }

        @Test
        void whoAddsBetweenTheLookAndTheWriteKeepsIt() {
            hostPorts.add(web);
            network.beforeRouteLocalnet = () -> backend.forwards.addAll(wanted(other));
            hostPorts.remove(WEB);
            assertThat(network.routeLocalnet).containsExactly(FakeNetwork.LINK);
        }

        @Test
        void whileNobodyElseChangesAnythingNoneIsLookedForTwice() {
            backend.undisturbed = true;
            hostPorts.add(web);
            hostPorts.add(other);
            int searches = backend.searches;
            hostPorts.remove(OTHER);
            assertThat(backend.searches).isEqualTo(searches);
            hostPorts.add(other);
            hostPorts.remove(WEB);
            hostPorts.add(web);
            hostPorts.remove(WEB);
            assertThat(backend.searches).isEqualTo(searches + 1);
            assertThat(network.routeLocalnet).containsExactly(FakeNetwork.LINK);
            hostPorts.remove(OTHER);
            assertThat(network.routeLocalnet).isEmpty();
        }

        @Test
        void whatSomebodyElseRemovedMeanwhileNeedsItNoMore() {
            backend.undisturbed = true;
            hostPorts.add(web);
            hostPorts.add(other);
            backend.forwards.removeAll(wanted(web));
            backend.undisturbed = false;
            hostPorts.remove(OTHER);
            assertThat(network.routeLocalnet).isEmpty();
        }
    }

    @Nested
    class Add {
        @Test
        void ofOtherPortsThatDoNotNeedItTurnsItOff() {
            hostPorts.add(other);
            hostPorts.add(specific);
            assertThat(network.routeLocalnet).isEmpty();
        }

        @Test
        void whoseForwardsSomebodyRemovedBeforeItWroteTurnsItOffAgain() {
            network.beforeRouteLocalnet = backend.forwards::clear;
            hostPorts.add(web);
            assertThat(network.routeLocalnet).isEmpty();
        }

        @Test
        void afterOneThatWasKilledBeforeItWroteTurnsItOn() {
            hostPorts.add(web);
            network.routeLocalnet.clear();
            hostPorts.add(web);
            assertThat(network.routeLocalnet).containsExactly(FakeNetwork.LINK);
        }

        @Test
        void thatReplacesTheLastWhoNeedsItTurnsItOff() {
            hostPorts.add(web);
            hostPorts.add(new HostPortRequest(OTHER, List.of(v4("10.0.0.3")), List.of(PortMapping.tcp(8080, 80).on(ip("192.0.2.1"))))
                    .with(new PortPolicy(ConflictPolicy.REPLACE, HostListenerPolicy.IGNORE)));
            assertThat(network.routeLocalnet).isEmpty();
        }
    }

    @Test
    void retainTurnsItOffBehindARemovalThatWasKilledBeforeItWrote() {
        hostPorts.add(web);
        backend.forwards.clear();
        hostPorts.add(specific);
        hostPorts.retain("net", List.of(OTHER));
        assertThat(network.routeLocalnet).isEmpty();
    }

    @Nested
    class Check {
        @Test
        void namesTheSysctlThatIsOffAndAnAddCuresIt() {
            hostPorts.add(web);
            network.routeLocalnet.clear();
            assertThatThrownBy(() -> hostPorts.check(web)).isInstanceOf(CheckFailedException.class)
                    .hasMessageContaining("faults: net.ipv4.conf.pods7/0.route_localnet is 0, so clients on 127.0.0.1 get no answer "
                            + "(\"sysctl -w net.ipv4.conf.pods7/0.route_localnet=1\" mends that alone)");
            hostPorts.add(web);
            hostPorts.check(web);
        }

        @Test
        void passesWithoutItWhereNoForwardNeedsIt() {
            hostPorts.add(specific);
            assertThatCode(() -> hostPorts.check(specific)).doesNotThrowAnyException();
            assertThat(network.routeLocalnet).isEmpty();
        }
    }

    private HostPorts open(MemoryBackend chosen, MemoryBackend other) {
        return new HostPorts(opened(chosen), List.of(opened(other)), network, HostPorts.DEADLINE, InstantSource.system());
    }

    private static Collection<Forward> wanted(HostPortRequest request) {
        return new ForwardPlan(request, opened(new MemoryBackend())).wanted().values();
    }
}
