package io.hostport4j.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.AttachmentId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryCommentTest {

    @Test
    void theUsualInterfaceIsNotNamed() {
        assertThat(EntryComment.of(new AttachmentId("net", "c1", "eth0")).text()).isEqualTo("dnat name: \"net\" id: \"c1\"");
    }

    @Test
    void anotherInterfaceIs() {
        assertThat(EntryComment.of(new AttachmentId("net", "c1", "net1")).text()).isEqualTo("dnat name: \"net\" id: \"c1\" interface: \"net1\"");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (String name : new String[] {"eth0", "net1", "a\"b", "\"", "ü"}) {
            EntryComment comment = EntryComment.of(new AttachmentId("net", "c1", name));

            assertThat(EntryComment.parse(comment.text())).contains(comment);
        }
    }

    @Test
    void aLongCommentIsCutAndNamesNobody() {
        String text = new EntryComment("n".repeat(200), "c".repeat(200), Optional.empty()).text();

        assertThat(text).hasSize(256).endsWith("c...");
        assertThat(EntryComment.parse(text)).isEmpty();
        assertThat(EntryComment.parse(text.substring(0, 255))).isEmpty();
    }

    @Test
    void aCommentOfTheLongestLengthIsWhole() {
        String text = new EntryComment("net", "c".repeat(255 - "dnat name: \"net\" id: \"\"".length()), Optional.empty()).text();

        assertThat(text).hasSize(255).endsWith("c\"");
        assertThat(EntryComment.parse(text)).isPresent();
    }

    @Test
    void anotherProgramsCommentNamesNobody() {
        assertThat(EntryComment.parse("kubernetes service portals")).isEmpty();
    }
}
