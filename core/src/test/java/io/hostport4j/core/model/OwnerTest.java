package io.hostport4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerTest {
    @Test
    void isReadableAsNetworkContainerAndInterface() {
        Owner owner = new AttachmentId("net", "c1", "eth0").owner();
        assertThat(owner.text()).isEqualTo("net/c1/eth0");
        assertThat(owner.network()).isEqualTo("net");
        assertThat(owner.container()).isEqualTo("c1");
        assertThat(owner.interfaceName()).isEqualTo("eth0");
    }

    @Test
    void keepsAContainerdIdWhole() {
        String id = "0123456789abcdef".repeat(4);
        assertThat(new AttachmentId("k8s-pod-network", id, "eth0").owner().text()).isEqualTo("k8s-pod-network/" + id + "/eth0");
    }

    @Test
    void isCutToWhatTheToolTakesWhenTheNamesAreLonger() {
        Owner owner = new AttachmentId("n".repeat(200), "c".repeat(300), "interface012345").owner();
        assertThat(owner.text().getBytes(StandardCharsets.UTF_8)).hasSize(Owner.MAX_LENGTH);
        assertThat(owner.interfaceName()).isEqualTo("interface012345");
    }

    @Test
    void differsForLongNamesThatDifferOnlyAtTheEnd() {
        String id = "c".repeat(200);
        assertThat(new AttachmentId("net", id + "1", "eth0").owner()).isNotEqualTo(new AttachmentId("net", id + "2", "eth0").owner());
    }

    @Test
    void isTheSameForeverForTheSameNames() {
        assertThat(new AttachmentId("net", "c".repeat(200), "eth0").owner().text())
                .isEqualTo("net/" + "c".repeat(31) + "~5e39abe881f543e1215902fe6309ea58/eth0");
    }

    @Test
    void hidesAnInterfaceNameThatNftCouldNotReadBack() {
        assertThat(new AttachmentId("net", "c", "e\"0").owner().text()).isEqualTo("net/c/~d3e1346697b900");
        assertThat(new AttachmentId("net", "c", "e\u00000").owner()).isNotEqualTo(new AttachmentId("net", "c", "e\u00010").owner());
        assertThat(new AttachmentId("net", "c", "e'0\\$").owner().text()).isEqualTo("net/c/e'0\\$");
    }

    @Test
    void doesNotMixUpWhereOneNameEndsAndTheNextBegins() {
        assertThat(new AttachmentId("ab", "c", "eth0").owner()).isNotEqualTo(new AttachmentId("a", "bc", "eth0").owner());
    }

    @Test
    void coversMarksThatNoteOnlyTheContainer() {
        Owner owner = new AttachmentId("net", "c1", "eth0").owner();
        assertThat(owner.covers(Owner.ofContainer("c1"))).isTrue();
        assertThat(owner.covers(Owner.ofContainer("c2"))).isFalse();
        assertThat(owner.covers(Owner.ofAnyInterface("net", "c1"))).isTrue();
        assertThat(owner.covers(Owner.ofAnyInterface("other", "c1"))).isFalse();
        assertThat(owner.covers(new AttachmentId("net", "c1", "eth1").owner())).isFalse();
    }

    @Test
    void coversMarksThatWereCutAtAnotherPlace() {
        String network = "n".repeat(100);
        String container = "c".repeat(100);
        Owner owner = new AttachmentId(network, container, "eth0").owner();
        assertThat(owner.covers(Owner.ofContainer(container))).isTrue();
        assertThat(owner.covers(Owner.ofAnyInterface(network, container))).isTrue();
        assertThat(new AttachmentId("net", "c".repeat(110), "eth0").owner().covers(Owner.ofContainer("c".repeat(110)))).isTrue();
    }

    @Test
    void isOfItsNetworkAlone() {
        assertThat(new AttachmentId("n".repeat(100), "c".repeat(100), "eth0").owner().isOf("n".repeat(100))).isTrue();
        assertThat(new AttachmentId("net", "c1", "eth0").owner().isOf("net2")).isFalse();
        assertThat(Owner.ofContainer("c1").isOf("net")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', c, eth0", "net, '', eth0", "net, c, ''", "../x, c, eth0", "net, a/b, eth0", "net, c, a/b", "net, c, abcdefghijklmnop"})
    void isNotMadeOfNamesThatCniForbids(String network, String container, String interfaceName) {
        assertThatThrownBy(() -> new AttachmentId(network, container, interfaceName)).isInstanceOf(InvalidRequestException.class);
    }
}
