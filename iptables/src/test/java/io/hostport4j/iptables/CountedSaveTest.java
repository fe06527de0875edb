package io.hostport4j.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedSaveTest {
    private static final String CHAIN = "CNI-DN-0123456789abcdef01234";
    private static final String SAVED = """
            *nat
            :PREROUTING ACCEPT [7:420]
            [3:180] -A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
            [2:120] -A CHAIN -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80
            [0:0] -A CHAIN -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80
            COMMIT
            """.replace("CHAIN", CHAIN);

    @Test
    void theRestIsWhatWouldBeSavedWithoutCounters() {
        assertThat(CountedSave.parse(SAVED).text()).isEqualTo(SAVED.replaceAll("(?m)^\\[\\d+:\\d+\\] ", ""));
    }

    @Test
    void ofRulesThatAreThereTwiceTheFirstCounts() {
        Rule rule = Rule.of(CHAIN, "-p", "tcp", "-m", "tcp", "--dport", "8080", "-j", "DNAT", "--to-destination", "10.0.0.2:80");
        assertThat(CountedSave.parse(SAVED).packets()).hasSize(1).containsEntry(rule, 2L);
    }
}
