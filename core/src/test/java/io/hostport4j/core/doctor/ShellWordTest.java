package io.hostport4j.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellWordTest {
    @Test
    void plainWordsStayAsTheyAre() {
        assertThat(ShellWord.of("/etc/cni/net.d/10-pods.conflist")).isEqualTo("/etc/cni/net.d/10-pods.conflist");
    }

    @Test
    void whatAShellWouldReadOtherwiseIsQuoted() {
        assertThat(ShellWord.of("pods/old/~")).isEqualTo("'pods/old/~'");
        assertThat(ShellWord.of("it's $(reboot)")).isEqualTo("'it'\\''s $(reboot)'");
        assertThat(ShellWord.of("")).isEqualTo("''");
    }
}
