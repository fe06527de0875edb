package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.DNS;
import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Pod.tcp;
import static io.hostport4j.testkit.conformance.Stage.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a forward is: network, container and interface together. */
interface OwnerRules extends Aspect {
    @Test
    @Rule("R16")
    default void namesOfAllAllowedCharactersAreReadAsCommitted() {
        for (AttachmentId attachment : List.of(new AttachmentId("A-b_c.9", "0.x-Y_z", "eth0.100"),
                new AttachmentId("9", "a", "a"),
                new AttachmentId("net", "odd", "'$(id)`;#\\{}"),
                new AttachmentId("net", "odd", "-j\"%s|&<>!*?"),
                new AttachmentId("net", "odd", "\u00e9\u4e2d,=@"))) {
            keepsItsForwards(attachment);
        }
    }

    @Test
    @Rule("R17")
    default void longNamesThatDifferInTheLastCharacterAreTwoOwners() {
        String id = "0123456789abcdef".repeat(9);
        String fitting = id.substring(0, Owner.MAX_LENGTH - "net//eth0".length() - 1);
        areTwoOwners(new AttachmentId("net", fitting + "0", "eth0"), new AttachmentId("net", fitting + "1", "eth0"));
        areTwoOwners(new AttachmentId("net", id + "0", "eth0"), new AttachmentId("net", id + "1", "eth0"));
        areTwoOwners(new AttachmentId(id + "0", "web", "eth0"), new AttachmentId(id + "1", "web", "eth0"));
        areTwoOwners(new AttachmentId(id, id + "0", "interface-name0"), new AttachmentId(id, id + "1", "interface-name0"));
    }

    @Test
    @Rule("R18")
    default void twoInterfacesOfOneContainerAreTwoOwners() {
        areTwoOwners(new AttachmentId("net", "web", "eth0"), new AttachmentId("net", "web", "eth1"));
        areTwoOwners(new AttachmentId("net", "web", "eth1"), new AttachmentId("net", "web", "eth10"));
    }

    @Test
    @Rule("R19")
    default void oneContainerInTwoNetworksIsTwoOwners() {
        areTwoOwners(new AttachmentId("net", "web", "eth0"), new AttachmentId("net2", "web", "eth0"));
    }

    @Test
    @Rule("R20")
    default void whoHoldsAForwardIsNamedInListsAndToWhoeverWantsTheHostPort() {
        Backend backend = stage().backend();
        stage().add(backend, WEB, stage().everywhere(WEB, 8080));
        stage().add(backend, DNS, stage().everywhere(DNS, 8053));

        for (Forward listed : backend.read(new Scope.All()).forwards()) {
            Pod pod = listed.hostPort().port() == 8080 ? WEB : DNS;
            assertThat(pod.owner().covers(listed.owner())).as("%s covers %s", pod.owner(), listed.owner()).isTrue();
            if (stage().fixture().listsInterfaces()) {
                assertThat(listed.owner()).isEqualTo(pod.owner());
            }
        }
        assertThat(backend.read(stage().scope(DNS, stage().everywhere(DNS, 8080))).forwards())
                .filteredOn(forward -> forward.hostPort().port() == 8080)
                .hasSize(stage().families().size())
                .allMatch(forward -> WEB.owner().covers(forward.owner()) && !DNS.owner().covers(forward.owner()));
    }

    private void keepsItsForwards(AttachmentId attachment) {
        Backend backend = stage().backend();
        Pod pod = new Pod(attachment, 10);
        List<Forward> forwards = stage().everywhere(pod, 8080);
        stage().add(backend, pod, forwards);
        assertThat(backend.read(stage().scope(pod, forwards)).forwards()).as("forwards of %s", attachment)
                .containsExactlyInAnyOrderElementsOf(forwards);
        stage().replace(backend, pod, List.of());
        assertThat(stage().own(backend, pod)).isEmpty();
    }

    private void areTwoOwners(AttachmentId first, AttachmentId second) {
        Backend backend = stage().backend();
        Pod one = new Pod(first, 10);
        Pod two = new Pod(second, 11);
        Forward ofOne = one.forward(tcp(Family.IPV4, 8080));
        Forward ofTwo = two.forward(tcp(Family.IPV4, 8081));
        stage().add(backend, one, ofOne);
        stage().add(backend, two, ofTwo);
        assertThat(ways(stage().own(backend, one))).as("forwards of %s", first).isEqualTo(ways(List.of(ofOne)));
        stage().replace(backend, one, List.of());
        assertThat(stage().own(backend, one)).as("forwards of %s", first).isEmpty();
        assertThat(ways(stage().own(backend, two))).as("forwards of %s", second).isEqualTo(ways(List.of(ofTwo)));
        stage().replace(backend, two, List.of());
        assertThat(stage().own(backend, two)).as("forwards of %s", second).isEmpty();
    }
}
