package io.hostport4j.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.AttachmentId;
import org.junit.jupiter.api.Test;

class ChainNamesTest {
    /** The id in the reference's own tests. */
    private static final String ID = "icee6giejonei6sohng6ahngee7laquohquee9shiGo7fohferakah3Feiyoolu2pei7ciPhoh7shaoX6vai3vuf0ahfaeng8yohb9ceu0daez5hashee8ooYai5wa3y";

    @Test
    void theReferencesChainIsNamedAsTheReferenceNamesIt() {
        assertThat(ChainNames.reference(new AttachmentId("test", ID, "eth0"))).isEqualTo("CNI-DN-67e92b96e692a494b6b85");
        assertThat(ChainNames.reference(new AttachmentId("testNetName", ID, "eth0"))).isEqualTo("CNI-DN-bfd599665540dd91d5d28");
    }

    @Test
    void theOldChainHasTheSameHash() {
        assertThat(ChainNames.old(new AttachmentId("test", ID, "eth0"))).isEqualTo("CNI-SN-67e92b96e692a494b6b85");
    }

    @Test
    void theUsualInterfaceHasTheReferencesChainFirst() {
        AttachmentId usual = new AttachmentId("net", "c1", "eth0");

        assertThat(ChainNames.of(usual)).containsExactly(ChainNames.reference(usual), ChainNames.own(usual));
    }

    @Test
    void anotherInterfaceHasAChainOfItsOwnAlone() {
        AttachmentId other = new AttachmentId("net", "c1", "net1");

        assertThat(ChainNames.of(other)).containsExactly(ChainNames.own(other)).doesNotContain(ChainNames.reference(other));
    }

    @Test
    void namesThatReadTheSameWhenJoinedHaveDifferentChainsOfTheirOwn() {
        AttachmentId one = new AttachmentId("ab", "c", "eth0");
        AttachmentId other = new AttachmentId("a", "bc", "eth0");

        assertThat(ChainNames.reference(one)).isEqualTo(ChainNames.reference(other));
        assertThat(ChainNames.own(one)).isNotEqualTo(ChainNames.own(other)).hasSize(28);
    }
}
