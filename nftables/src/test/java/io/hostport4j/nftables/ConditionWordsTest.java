package io.hostport4j.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Conditions.Dialect;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {
            "ip saddr 10.0.0.0/8",
            "ip saddr != { 10.0.0.0/8, 192.168.0.1-192.168.0.9 }",
            "ip6 saddr { 2001:db8::/32, fd00:add::1, add::2 }",
            "iifname eth0",
            "iifname dropbox0",
            "meta mark and 0x1 == 0x1",
            "ct mark & 0xff == 0x1",
            "ip saddr . tcp sport { 10.0.0.1 . 1024-65535 }",
            "limit rate 10/second",
            "tcp flags & (syn|ack) == syn",
            "fib saddr . iif oif != 0",
            "iifname eth*"})
    void conditionsStayAsTheyAre(String words) {
        assertThat(words(words)).isEqualTo(words);
    }

    @Test
    void wordsBecomeOneTextWithBlanksBetweenThem() {
        assertThat(ConditionWords.of(Conditions.of(Dialect.NFTABLES, List.of("ip", "saddr", "{", "10.0.0.1,", "10.0.0.2", "}")),
                Family.IPV4)).isEqualTo("ip saddr { 10.0.0.1, 10.0.0.2 }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "ip saddr 1.1.1.1\nflush ruleset", "a;b", "a#b", "\"", "'", "\\", "$x", "@any4", "\t", "\0", "\u00e4", "a`b",
        "a\u2028b", "a%b", "~", "^", "[", "", " ", "a\rb"})
    void aSignThatCouldEndTheRuleIsRefusedWithTheWord(String word) {
        assertThatThrownBy(() -> words(word)).isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("invalid conditionsV4 \"" + word + "\": use letters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "ip saddr 1.1.1.1 accept", "drop", "jump", "goto", "return", "continue", "queue", "reject", "dnat", "snat",
        "masquerade", "redirect", "tproxy", "notrack", "flow", "dup", "fwd", "synproxy", "counter", "log", "quota", "set", "meta mark set 1",
        "map", "vmap", "meter", "comment", "handle 3", "position", "index", "add", "delete", "include", "define", "flush", "table", "chain",
        "80accept", "80 accept", "{accept}", "ACCEPT", "(drop)", "tcp dport vmap { 80:accept }", "1.1.1.1,drop", "add {", "x.y add"})
    void aWordThatDoesSomethingIsRefusedWithItsName(String word) {
        assertThatThrownBy(() -> words(word)).isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("invalid conditionsV4 \"" + word + "\": \"").hasMessageEndingWith("\" is no condition; leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "}", "} {", "{ { }", "{ } }", "ip saddr {{ 1.1.1.1 }}"})
    void bracesThatDoNotMatchAreRefused(String words) {
        assertThatThrownBy(() -> words(words)).isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("close each '{' by one '}' before the next");
    }

    @Test
    void whatLeavesOneSetForTheNextWordIsSeenInAll() {
        assertThatThrownBy(() -> ConditionWords.of(Conditions.of(Dialect.NFTABLES, List.of("}", "{")), Family.IPV6))
                .isInstanceOf(InvalidRequestException.class).hasMessageStartingWith("invalid conditionsV6 \"} {\"");
    }

    @Test
    void theWordsOfIptablesAreNotTakenForThoseOfNft() {
        assertThatThrownBy(() -> ConditionWords.of(Conditions.of(Dialect.IPTABLES, List.of("-s", "10.0.0.0/8")), Family.IPV4))
                .isInstanceOf(InvalidRequestException.class).hasMessageContaining("give conditions in the words of nft");
    }

    private static String words(String words) {
        return ConditionWords.of(Conditions.of(Dialect.NFTABLES, List.of(words)), Family.IPV4);
    }
}
