package io.hostport4j.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreScriptTest {
    private static final SavedTable BEFORE = SavedTable.parse("""
            *nat
            :CNI-HOSTPORT-DNAT - [0:0]
            :CNI-DN-a - [0:0]
            -A CNI-HOSTPORT-DNAT -p tcp -j CNI-DN-a
            -A CNI-HOSTPORT-DNAT -p udp -j CNI-DN-b
            -A CNI-HOSTPORT-DNAT -p sctp -j CNI-DN-a
            -A CNI-DN-a -p tcp -j DNAT
            COMMIT
            """, "nat").orElseThrow();
    private static final Rule FIRST = BEFORE.rules("CNI-HOSTPORT-DNAT").get(0);
    private static final Rule THIRD = BEFORE.rules("CNI-HOSTPORT-DNAT").get(2);

    private final RestoreScript script = new RestoreScript(BEFORE);

    @Test
    void aNewChainIsMadeAndFilledAndTakenBackAsAWhole() {
        script.fill("CNI-DN-c", List.of(Rule.of("CNI-DN-c", "-p", "tcp", "-j", "DNAT")));

        assertThat(script.commands()).containsExactly(":CNI-DN-c - [0:0]", "-A CNI-DN-c -p tcp -j DNAT");
        assertThat(undo()).containsExactly("-F CNI-DN-c", "-X CNI-DN-c");
    }

    @Test
    void aChainThatIsThereIsWrittenAnewAndGetsItsRulesBack() {
        script.fill("CNI-DN-a", List.of(Rule.of("CNI-DN-a", "-p", "udp", "-j", "DNAT")));

        assertThat(script.commands()).containsExactly(":CNI-DN-a - [0:0]", "-A CNI-DN-a -p udp -j DNAT");
        assertThat(undo()).containsExactly(":CNI-DN-a - [0:0]", "-A CNI-DN-a -p tcp -j DNAT");
    }

    @Test
    void deletedRulesComeBackWhereTheyStood() {
        script.delete(FIRST);
        script.delete(THIRD);

        assertThat(script.commands()).containsExactly("-D CNI-HOSTPORT-DNAT -p tcp -j CNI-DN-a", "-D CNI-HOSTPORT-DNAT -p sctp -j CNI-DN-a");
        // The third is the second when the first is gone.
        assertThat(undo()).containsExactly("-I CNI-HOSTPORT-DNAT 2 -p sctp -j CNI-DN-a", "-I CNI-HOSTPORT-DNAT 1 -p tcp -j CNI-DN-a");
    }

    @Test
    void chainsAreDroppedLastWhenEverythingIsTakenBack() {
        script.fill("CNI-DN-c", List.of());
        script.append(Rule.of("CNI-HOSTPORT-DNAT", "-j", "CNI-DN-c"));
        script.insertFirst(Rule.of("POSTROUTING", "-j", "CNI-DN-c"));

        assertThat(undo()).containsExactly("-D POSTROUTING -j CNI-DN-c", "-D CNI-HOSTPORT-DNAT -j CNI-DN-c", "-F CNI-DN-c", "-X CNI-DN-c");
    }

    @Test
    void aPartCanBeTakenBackAlone() {
        script.append(FIRST);
        script.append(THIRD);

        assertThat(script.undo(0, 1)).containsExactly("-D CNI-HOSTPORT-DNAT -p tcp -j CNI-DN-a");
    }

    @Test
    void aDroppedChainComesBackWithItsRules() {
        script.drop("CNI-DN-a");

        assertThat(script.commands()).containsExactly("-F CNI-DN-a", "-X CNI-DN-a");
        assertThat(undo()).containsExactly(":CNI-DN-a - [0:0]", ":CNI-DN-a - [0:0]", "-A CNI-DN-a -p tcp -j DNAT");
    }

    private List<String> undo() {
        return script.undo(0, script.commands().size());
    }
}
