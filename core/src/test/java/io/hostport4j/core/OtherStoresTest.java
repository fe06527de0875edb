package io.hostport4j.core;

import static io.hostport4j.core.Requests.OTHER;
import static io.hostport4j.core.Requests.WEB;
import static io.hostport4j.core.Requests.ip;
import static io.hostport4j.core.Requests.opened;
import static io.hostport4j.core.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.BackendFailedException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OtherStoresTest {
    private final MemoryBackend chosen = new MemoryBackend();
    private final MemoryBackend left = new MemoryBackend();
    private final FakeNetwork network = new FakeNetwork();
    private final HostPorts hostPorts = new HostPorts(opened(chosen), List.of(opened(left)), network, HostPorts.DEADLINE, InstantSource.system());

    private static Forward forward(String target, int hostPort, Owner owner) {
        return new Forward(new HostPort(Protocol.TCP, ip("0.0.0.0"), hostPort), new Endpoint(ip(target), 80), Masquerade.WHEN_NEEDED, owner);
    }

    @Nested
    class Add {
        @Test
        void meetsTheHolderOfAPortInAnotherStore() {
            left.forwards.add(forward("10.0.0.9", 8080, Owner.ofAnyInterface("net", "old")));
            assertThatThrownBy(() -> hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)))).isInstanceOf(ConflictException.class)
                    .hasMessageContaining("container \"old\"");
            assertThat(chosen.forwards).isEmpty();
        }

        @Test
        void givesBackAPortThatAnotherStoreGaveAwayMeanwhile() {
            left.forwards.add(forward("10.0.0.9", 9090, OTHER.owner()));
            chosen.meanwhileElsewhere(() -> {
                left.forwards.add(forward("10.0.0.9", 8080, OTHER.owner()));
                network.generation();
            });
            assertThatThrownBy(() -> hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)))).isInstanceOf(ConflictException.class);
            assertThat(chosen.forwards).isEmpty();
            assertThat(left.forwards).hasSize(2);
        }

        @Test
        void takesAnAttachmentsOwnOverFromThere() {
            left.forwards.add(forward("10.0.0.2", 8080, Owner.ofAnyInterface("net", "web")));
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            assertThat(chosen.forwards).hasSize(2);
            assertThat(left.forwards).isEmpty();
        }

        @Test
        void isTakenBackWhenTheOldOneCannotBeRemoved() {
            left.forwards.add(forward("10.0.0.2", 8080, WEB.owner()));
            left.failing = true;
            assertThatThrownBy(() -> hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)))).isInstanceOf(BackendFailedException.class);
            assertThat(chosen.forwards).isEmpty();
        }

        @Test
        void goesOnWhenAnotherStoreCannotBeRead() {
            left.broken = true;
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            assertThat(chosen.forwards).hasSize(2);
        }
    }

    @Nested
    class Remove {
        @Test
        void takesWhatOtherStoresHave() {
            left.forwards.add(forward("10.0.0.2", 8080, WEB.owner()));
            left.forwards.add(forward("10.0.0.3", 9090, OTHER.owner()));
            assertThat(hostPorts.remove(WEB)).hasSize(1);
            assertThat(left.forwards).extracting(Forward::owner).containsExactly(OTHER.owner());
        }

        @Test
        void takesWhatOnlyNotesTheContainerWhenTheAddressIsTheContainers() {
            left.forwards.add(forward("10.0.0.2", 8080, Owner.ofContainer("web")));
            left.forwards.add(forward("10.1.0.2", 9090, Owner.ofContainer("web")));
            hostPorts.remove(WEB, List.of(ip("10.0.0.2")));
            assertThat(left.forwards).extracting(f -> f.hostPort().port()).containsExactly(9090);
        }

        @Test
        void takesAllThatMayBeItsOwnWhenNoAddressIsKnown() {
            left.forwards.add(forward("10.0.0.2", 8080, Owner.ofContainer("web")));
            left.forwards.add(forward("10.1.0.2", 9090, WEB.owner()));
            hostPorts.remove(WEB);
            assertThat(left.forwards).isEmpty();
        }

        @Test
        void takesFromTheOwnStoreTooWhatAnotherProgramMarkedWithLess() {
            chosen.forwards.add(forward("10.0.0.2", 8080, Owner.ofAnyInterface("net", "web")));
            chosen.forwards.add(forward("10.0.0.7", 9090, Owner.ofAnyInterface("net", "web")));
            assertThat(hostPorts.remove(WEB, List.of(ip("10.0.0.2")))).hasSize(1);
            assertThat(chosen.forwards).extracting(f -> f.hostPort().port()).containsExactly(9090);
        }

        @Test
        void leavesThoseInTheOwnStoreAloneWhenNoAddressTellsThemApart() {
            chosen.forwards.add(forward("10.0.0.2", 8080, Owner.ofAnyInterface("net", "web")));
            hostPorts.remove(WEB);
            assertThat(chosen.forwards).hasSize(1);
        }

        @Test
        void failsWhenWhatIsThereCannotBeRemovedAndHasDoneTheRest() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            left.forwards.add(forward("10.0.0.2", 8080, WEB.owner()));
            left.failing = true;
            assertThatThrownBy(() -> hostPorts.remove(WEB)).isInstanceOf(BackendFailedException.class);
            assertThat(chosen.forwards).isEmpty();
        }

        @Test
        void leavesTheRestAroundWhileAnotherStoreHasForwards() {
            left.forwards.add(forward("10.0.0.3", 9090, OTHER.owner()));
            hostPorts.remove(WEB);
            hostPorts.close();
            assertThat(chosen.tidied).isFalse();
            assertThat(left.closed).isTrue();
        }
    }

    @Nested
    class Retain {
        @Test
        void goesOnInTheOtherStoreWhereTheChosenOneFailsAndTellsAll() {
            chosen.forwards.add(forward("10.0.0.8", 8080, OTHER.owner()));
            left.forwards.add(forward("10.0.0.9", 9090, OTHER.owner()));
            chosen.failing = true;
            assertThatThrownBy(() -> hostPorts.retain(OTHER.network(), List.of())).isInstanceOf(BackendFailedException.class)
                    .hasMessage("add element: no space left");
            assertThat(left.forwards).isEmpty();

            left.forwards.add(forward("10.0.0.9", 9090, OTHER.owner()));
            left.failing = true;
            assertThatThrownBy(() -> hostPorts.retain(OTHER.network(), List.of()))
                    .hasMessage("2 failures: add element: no space left; add element: no space left");
        }

        @Test
        void failsWhereOneStoreCannotBeLookedAtAndRemovesWhatIsInTheOther() {
            chosen.forwards.add(forward("10.0.0.8", 8080, OTHER.owner()));
            left.broken = true;
            assertThatThrownBy(() -> hostPorts.retain(OTHER.network(), List.of())).hasMessage("list: operation not permitted");
            assertThat(chosen.forwards).isEmpty();
        }

        @Test
        void removesTheNetworksOwnersThatAreNotValidFromEveryStore() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            hostPorts.add(request(OTHER, PortMapping.tcp(9090, 80)));
            hostPorts.add(request(new AttachmentId("net2", "far", "eth0"), PortMapping.tcp(7070, 80)));
            left.forwards.add(forward("10.0.0.4", 6060, Owner.ofAnyInterface("net", "gone")));
            left.forwards.add(forward("10.0.0.5", 5050, Owner.ofAnyInterface("net", "web")));
            hostPorts.retain("net", List.of(WEB));
            assertThat(chosen.forwards).extracting(f -> f.owner().container()).containsOnly("web", "far");
            assertThat(left.forwards).extracting(f -> f.owner().container()).containsExactly("web");
        }

        @Test
        void leavesMarksAloneThatNameNoNetwork() {
            left.forwards.add(forward("10.0.0.4", 6060, Owner.ofContainer("elsewhere")));
            hostPorts.retain("net", List.of());
            assertThat(left.forwards).hasSize(1);
        }
    }

    @Nested
    class Check {
        @Test
        void passesWhenAnotherStoreHasItAll() {
            left.forwards.addAll(List.copyOf(new ForwardPlan(request(WEB, PortMapping.tcp(8080, 80)), opened(chosen)).wanted().values()));
            assertThatCode(() -> hostPorts.check(request(WEB, PortMapping.tcp(8080, 80)))).doesNotThrowAnyException();
        }

        @Test
        void findsWhatIsThereTwice() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            left.forwards.add(forward("10.0.0.2", 8080, Owner.ofContainer("web")));
            assertThatThrownBy(() -> hostPorts.check(request(WEB, PortMapping.tcp(8080, 80)))).isInstanceOf(CheckFailedException.class)
                    .hasMessageContaining("foreign: 0.0.0.0:8080/tcp -> 10.0.0.2:80").hasMessageContaining("backend memory (the caller chose it)");
        }

        @Test
        void findsAnotherHolderThere() {
            hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
            left.forwards.add(forward("10.0.0.9", 8080, OTHER.owner()));
            assertThatThrownBy(() -> hostPorts.check(request(WEB, PortMapping.tcp(8080, 80))))
                    .hasMessageContaining("foreign: 0.0.0.0:8080/tcp -> 10.0.0.9:80 of net/other/eth0");
        }
    }

    @Test
    void aLookIsRepeatedOnlyAfterOthersChangedSomething() {
        chosen.undisturbed = true;
        hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
        left.forwards.add(forward("10.0.0.3", 9090, OTHER.owner()));
        hostPorts.add(request(WEB, PortMapping.tcp(9090, 80)));
        assertThat(chosen.forwards).hasSize(2);
        chosen.undisturbed = false;
        assertThatThrownBy(() -> hostPorts.add(request(WEB, PortMapping.tcp(9090, 80)))).isInstanceOf(ConflictException.class);
    }

    @Test
    void theListTellsWhoKeepsEach() {
        hostPorts.add(request(WEB, PortMapping.tcp(8080, 80)));
        left.forwards.add(forward("10.0.0.9", 9090, OTHER.owner()));
        assertThat(hostPorts.listKept()).hasSize(3).extracting(KeptForward::backend).containsOnly("memory");
        assertThat(hostPorts.list()).extracting(f -> f.hostPort().port()).containsExactly(8080, 8080, 9090);
    }
}
