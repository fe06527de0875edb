package io.hostport4j.core;

import static io.hostport4j.core.Requests.OTHER;
import static io.hostport4j.core.Requests.WEB;
import static io.hostport4j.core.Requests.ip;
import static io.hostport4j.core.Requests.opened;
import static io.hostport4j.core.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Capability;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HostPortsTest {
    private final MemoryBackend backend = new MemoryBackend();
    private final FakeNetwork network = new FakeNetwork();
    private final HostPorts hostPorts = new HostPorts(opened(backend), List.of(), network, Duration.ofSeconds(30), InstantSource.system());

    @Nested
    class Plan {
        @Test
        void tellsWhatAnAddWouldChangeAndChangesNothing() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            PlannedChange plan = hostPorts.plan(request(WEB, PortMapping.tcp(9090, 80)));
            assertThat(plan.owner()).isEqualTo(WEB.owner());
            assertThat(plan.removals()).hasSize(2).allMatch(f -> f.hostPort().port() == 8080);
            assertThat(plan.additions()).hasSize(2).allMatch(f -> f.hostPort().port() == 9090);
            assertThat(backend.forwards).hasSize(2).allMatch(f -> f.hostPort().port() == 8080);
            assertThat(backend.commits).hasSize(1);
        }

        @Test
        void isEmptyWhereEverythingIsAsItShouldBe() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            assertThat(hostPorts.plan(request(WEB, PortMapping.tcp(8080, 80))).isEmpty()).isTrue();
        }

        @Test
        void namesWhoWouldLoseAPortAndWhy() {
            hostPorts.add(request(OTHER, PortMapping.tcp(8080, 80)));
            PortPolicy replace = new PortPolicy(ConflictPolicy.REPLACE, HostListenerPolicy.WARN);
            PlannedChange plan = hostPorts.plan(request(WEB, PortMapping.tcp(8080, 80)).with(replace));
            assertThat(plan.evictions()).hasSize(2).allSatisfy((forward, reason) -> {
                assertThat(forward.owner()).isEqualTo(OTHER.owner());
                assertThat(reason).isNotEmpty();
            });
            assertThat(backend.forwards).allMatch(f -> f.owner().equals(OTHER.owner()));
        }

        @Test
        void refusesWhatAnAddRefuses() {
            hostPorts.add(request(OTHER, PortMapping.tcp(8080, 80)));
            assertThatThrownBy(() -> hostPorts.plan(request(WEB, PortMapping.tcp(8080, 80)))).isInstanceOf(ConflictException.class);
        }
    }

    @Nested
    class Add {
        @Test
        void twiceIsTheSameAsOnce() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            Set<Forward> once = Set.copyOf(backend.forwards);
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            assertThat(backend.forwards).isEqualTo(once).hasSize(2);
            assertThat(backend.commits).hasSize(1);
        }

        @Test
        void replacesWhatTheAttachmentHadBefore() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            hostPorts.add(request(WEB, PortMapping.tcp(9090, 80)));
            assertThat(backend.forwards).allMatch(f -> f.hostPort().port() == 9090).hasSize(2);
        }

        @Test
        void namesTheHolderOfATakenPortAndChangesNothing() {
            hostPorts.add(request(OTHER, PortMapping.tcp(8080, 80)));
            assertThatThrownBy(() -> hostPorts.add(request(WEB, PortMapping.tcp(9999, 80), PortMapping.tcp(8080, 80))))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining(":8080/tcp is taken")
                    .hasMessageContaining("container \"other\", interface \"eth0\", network \"net\"");
            assertThat(backend.forwards).hasSize(2).allMatch(f -> f.owner().equals(OTHER.owner()));
        }

        @Test
        void refusesOneAddressOfAPortThatAnotherHasOnEveryAddress() {
            hostPorts.add(request(OTHER, PortMapping.tcp(8080, 80)));
            assertThatThrownBy(() -> hostPorts.add(request(WEB, PortMapping.tcp(8080, 80).on(ip("192.0.2.1")))))
                    .isInstanceOf(ConflictException.class);
        }

        @Test
        void letsTwoAttachmentsHaveOnePortOnTwoAddresses() {
            hostPorts.add(request(OTHER, PortMapping.tcp(8080, 80).on(ip("192.0.2.1"))));
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80).on(ip("192.0.2.2"))));
            assertThat(backend.forwards).hasSize(2);
        }

        @Test
        void decidesAgainWhenAnotherProcessWasFaster() {
            backend.meanwhile(() -> backend.forwards.addAll(wanted(request(OTHER, PortMapping.udp(53, 53)))));
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            assertThat(backend.forwards).hasSize(4);
        }

        @Test
        void seesAConflictThatAroseMeanwhile() {
            backend.meanwhile(() -> backend.forwards.addAll(wanted(request(OTHER, PortMapping.tcp(8080, 80)))));
            assertThatThrownBy(() -> hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)))).isInstanceOf(ConflictException.class);
        }

        @Test
        void givesUpAtTheDeadlineWhenOthersNeverStop() {
            backend.alwaysStale();
            TickingClock clock = new TickingClock();
            HostPorts impatient = new HostPorts(opened(backend), List.of(), network, Duration.ofSeconds(3), clock);
            assertThatThrownBy(() -> impatient.add(request(WEB, PortMapping.tcp(8080, 80))))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessage("the ADD of net/web/eth0 was not done within 3000 ms: it waited for the change for net/web/eth0 (tried 1 times,"
                            + " and each time others changed the rule set meanwhile); its host ports are as before; try again later, or raise the deadline");
            assertThat(backend.forwards).isEmpty();
        }

        @Test
        void mendsFaultsAlsoWhenTheForwardsThemselvesAreThere() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            backend.faults.add("chain prerouting of table inet hostport is missing");
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            assertThat(backend.commits).hasSize(2);
        }

        @Test
        void opensLoopbackOnTheContainersLink() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            assertThat(network.routeLocalnet).containsExactly(FakeNetwork.LINK);
        }

        @Test
        void leavesLoopbackClosedWhenNoMappingServesIt() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80).on(ip("192.0.2.1"))));
            hostPorts.add(new HostPortRequest(OTHER, List.of(Requests.v4("10.0.0.3")), List.of(PortMapping.tcp(81, 80)), Masquerade.NEVER));
            assertThat(network.routeLocalnet).isEmpty();
        }

        @Test
        void takesEverythingBackWhenLoopbackCannotBeOpened() {
            hostPorts.add(request(WEB, PortMapping.tcp(7070, 70).on(ip("192.0.2.1"))));
            Set<Forward> before = Set.copyOf(backend.forwards);
            network.readOnlySysctls = true;
            assertThatThrownBy(() -> hostPorts.add(request(WEB, PortMapping.tcp(8080, 80))))
                    .isInstanceOf(BackendFailedException.class).hasMessageContaining("route_localnet");
            assertThat(backend.forwards).isEqualTo(before);
        }

        @Test
        void endsTheFlowsThatTheChangeMadeWrong() {
            hostPorts.add(request(WEB, PortMapping.udp(53, 53)));
            hostPorts.add(request(WEB, PortMapping.udp(54, 53)));
            assertThat(network.flowsAdded).hasSize(4);
            assertThat(network.flowsRemoved).hasSize(2).allMatch(f -> f.hostPort().port() == 53);
        }

        @Test
        void succeedsWhenOldFlowsCannotBeEnded() {
            network.brokenFlows = true;
            hostPorts.add(request(WEB, PortMapping.udp(53, 53)));
            assertThat(backend.forwards).hasSize(2);
        }

        @Test
        void passesTheBackendsFailureOn() {
            backend.failing = true;
            assertThatThrownBy(() -> hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)))).hasMessage("add element: no space left");
        }
    }

    @Nested
    class Remove {
        @Test
        void takesOnlyWhatTheAttachmentOwns() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            hostPorts.add(request(OTHER, PortMapping.tcp(9090, 80)));
            assertThat(hostPorts.remove(WEB)).hasSize(2);
            assertThat(backend.forwards).hasSize(2).allMatch(f -> f.owner().equals(OTHER.owner()));
        }

        @Test
        void ofAnAttachmentThatHasNothingIsFineAndChangesNothing() {
            assertThat(hostPorts.remove(WEB)).isEmpty();
            assertThat(backend.commits).isEmpty();
        }
    }

    @Nested
    class Check {
        @Test
        void passesWhenAllIsAsItShouldBe() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            hostPorts.check(request(WEB, PortMapping.tcp(8080, 80)));
            assertThat(backend.commits).hasSize(1);
        }

        @Test
        void listsWhatIsMissing() {
            assertThatThrownBy(() -> hostPorts.check(request(WEB, PortMapping.tcp(8080, 80).on(ip("0.0.0.0")))))
                    .isInstanceOf(CheckFailedException.class)
                    .hasMessageContaining("missing: 0.0.0.0:8080/tcp -> 10.0.0.2:80 of net/web/eth0");
        }

        @Test
        void listsWhatIsForeign() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80), PortMapping.tcp(8081, 80)));
            assertThatThrownBy(() -> hostPorts.check(request(WEB, PortMapping.tcp(8080, 80))))
                    .isInstanceOfSatisfying(CheckFailedException.class, e -> {
                        assertThat(e.missing()).isEmpty();
                        assertThat(e.foreign()).hasSize(2).allMatch(f -> f.hostPort().port() == 8081);
                    });
        }

        @Test
        void listsFaults() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            backend.faults.add("chain output of table inet hostport is missing");
            assertThatThrownBy(() -> hostPorts.check(request(WEB, PortMapping.tcp(8080, 80))))
                    .hasMessageContaining("faults: chain output of table inet hostport is missing");
        }

        @Test
        void looksAgainWhenItWasNeverOfOneMoment() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            backend.restlessReads = 100;
            hostPorts.check(request(WEB, PortMapping.tcp(8080, 80)));
            assertThat(backend.restlessReads).isZero();
        }

        @Test
        void givesUpAtTheDeadline() {
            backend.restlessReads = Integer.MAX_VALUE;
            HostPorts impatient = new HostPorts(opened(backend), List.of(), network, Duration.ofSeconds(3), new TickingClock());
            assertThatThrownBy(() -> impatient.check(request(WEB, PortMapping.tcp(8080, 80))))
                    .isInstanceOf(DeadlineExceededException.class).hasMessageStartingWith("the CHECK of net/web/eth0 was not done within 3000 ms");
            assertThatThrownBy(impatient::list).isInstanceOf(DeadlineExceededException.class);
        }

        @Test
        void refusesARequestThatCouldNeverWork() {
            assertThatThrownBy(() -> hostPorts.check(new HostPortRequest(WEB, List.of(), List.of(PortMapping.tcp(1, 1)))))
                    .isInstanceOf(InvalidRequestException.class);
        }
    }

    @Nested
    class Close {
        @Test
        void afterTheLastForwardWentNothingIsLeft() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            hostPorts.remove(WEB);
            hostPorts.close();
            assertThat(backend.tidied).isTrue();
            assertThat(network.routeLocalnet).isEmpty();
            assertThat(backend.closed && network.closed).isTrue();
        }

        @Test
        void afterAnAddThatWasTakenBackNothingIsLeft() {
            network.readOnlySysctls = true;
            assertThatThrownBy(() -> hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)))).isInstanceOf(BackendFailedException.class);
            hostPorts.close();
            assertThat(backend.tidied).isTrue();
        }

        @Test
        void whileAForwardIsLeftAllStays() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            hostPorts.add(request(OTHER, PortMapping.tcp(9090, 80)));
            hostPorts.remove(WEB);
            hostPorts.close();
            assertThat(backend.tidied).isFalse();
            assertThat(network.routeLocalnet).containsExactly(FakeNetwork.LINK);
        }

        @Test
        void aForwardThatCameAtTheLastMomentKeepsItsLoopback() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            backend.forwards.clear();
            hostPorts.remove(WEB);
            backend.meanwhile(() -> backend.forwards.addAll(wanted(request(OTHER, PortMapping.tcp(9090, 80)))));
            hostPorts.close();
            assertThat(backend.tidied).isFalse();
            assertThat(network.routeLocalnet).containsExactly(FakeNetwork.LINK);
        }

        @Test
        void afterARulesetThatWasFlushedByOthersNothingIsLeftEither() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            backend.forwards.clear();
            hostPorts.remove(WEB);
            hostPorts.close();
            assertThat(network.routeLocalnet).isEmpty();
        }

        @Test
        void afterAnUnrelatedChangeAtTheLastMomentNothingIsLeftEither() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            hostPorts.remove(WEB);
            backend.meanwhile(() -> { });
            hostPorts.close();
            assertThat(backend.tidied).isTrue();
            assertThat(network.routeLocalnet).isEmpty();
        }

        @Test
        void givesTidyingUpWhenOthersNeverStop() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            hostPorts.remove(WEB);
            backend.alwaysStale();
            hostPorts.close();
            assertThat(backend.tidied).isFalse();
            assertThat(network.routeLocalnet).isEmpty();
        }

        @Test
        void twiceIsTheSameAsOnce() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            hostPorts.remove(WEB);
            hostPorts.close();
            backend.tidied = false;
            hostPorts.close();
            assertThat(backend.tidied).isFalse();
        }

        @Test
        void withoutARemovalLooksAtNothing() {
            hostPorts.close();
            assertThat(backend.tidied).isFalse();
            assertThat(backend.closed).isTrue();
        }
    }

    @Test
    void aBackendWithSocketsOfItsOwnNeedsNothingOfTheKernel() {
        OpenedBackend sockets = new OpenedBackend("sockets", Set.of(Capability.ADDITIONS, Capability.IPV6, Capability.OWN_SOCKETS), backend);
        network.readOnlySysctls = true;
        try (HostPorts own = new HostPorts(sockets, List.of(), network, HostPorts.DEADLINE, InstantSource.system())) {
            own.add(request(WEB, PortMapping.udp(53, 53)));
            own.remove(WEB);
            own.add(request(WEB, PortMapping.udp(53, 53)));
            own.retain("net", List.of());
        }
        assertThat(backend.commits).hasSize(4);
        assertThat(network.flowsAdded).isEmpty();
        assertThat(network.flowsRemoved).isEmpty();
    }

    @Test
    void theListIsSortedByProtocolPortAndFamily() {
        hostPorts.add(request(WEB, PortMapping.udp(53, 53), PortMapping.tcp(9090, 80), PortMapping.tcp(8080, 80)));
        assertThat(hostPorts.list()).extracting(f -> f.hostPort().toString()).containsExactly("0.0.0.0:8080/tcp", "[::]:8080/tcp",
                "0.0.0.0:9090/tcp", "[::]:9090/tcp", "0.0.0.0:53/udp", "[::]:53/udp");
    }

    /** Each look at it is a second later. */
    private static final class TickingClock implements InstantSource {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }
    }

    private Collection<Forward> wanted(HostPortRequest request) {
        return new ForwardPlan(request, opened(backend)).wanted().values();
    }
}
