package io.hostport4j.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"-j", "-jACCEPT", "--jump", "--jump=ACCEPT", "--ju", "--j=X", "-g", "--goto", "-A", "-I", "-D", "-R", "-C", "-F", "-X",
        "-N", "-P", "-E", "-Z", "-L", "-S", "-t", "--table", "--tab=filter", "-4", "-6", "-p", "-fj", "-w", "-M", "--modprobe=/x", "--", "-",
        "a\nb", "a\0b", "\u007f"})
    void aWordThatCouldDoMoreIsRefusedByName(String word) {
        assertThatThrownBy(() -> ConditionWords.check(Family.IPV6, List.of("-s", "fd00::/8", word)))
                .isInstanceOfSatisfying(InvalidRequestException.class, refusal -> {
                    assertThat(refusal.key()).isEqualTo("conditionsV6");
                    assertThat(refusal.value()).isEqualTo(word);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-s 10.0.0.0/8", "-s10.0.0.0/8", "! -d 10.0.0.1", "-i eth0 -o eth1 -f", "--source 10.0.0.1 --in-interface lo",
        "-m recent --set --name x", "-m policy --dir in --pol ipsec --proto esp", "-m set --match-set a src,dst", "-m state --state NEW",
        "-m mark --mark 0x1/0x1", "-m time --timestart 10:00 --weekdays Mon", "-m limit --limit 5/s --limit-burst 7", "-m owner --uid-owner 0",
        "-m addrtype --src-type LOCAL --limit-iface-in", "-m iprange --src-range 10.0.0.1-10.0.0.9", "-m conntrack --ctstate NEW --ctproto 6"})
    void wordsThatSayWhichPacketsAreTaken(String words) {
        assertThatCode(() -> ConditionWords.check(Family.IPV4, List.of(words.split(" ")))).doesNotThrowAnyException();
    }

    @Test
    void whatNeverFitsIntoOneLineOfIptablesRestoreIsRefused() {
        assertThatThrownBy(() -> ConditionWords.check(Family.IPV4, List.of("-m", "comment", "--comment", "x".repeat(5_000))))
                .isInstanceOf(InvalidRequestException.class).hasMessageContaining("conditionsV4");
    }

    @Test
    void addressesAndInterfacesComeFirstAsTheyAreSaved() {
        assertThat(ConditionWords.normal(List.of("-m", "mark", "--mark", "0x1", "!", "--dst", "10.1.2.3", "-s", "10.1.2.3/8", "-i", "lo")))
                .containsExactly("-s", "10.0.0.0/8", "!", "-d", "10.1.2.3/32", "-i", "lo", "-m", "mark", "--mark", "0x1");
    }

    @Test
    void theOrderOfMatchesStays() {
        assertThat(ConditionWords.normal(List.of("-m", "b", "--x", "1", "-m", "a", "--y", "2"))).containsExactly("-m", "b", "--x", "1", "-m", "a", "--y", "2");
    }
}
