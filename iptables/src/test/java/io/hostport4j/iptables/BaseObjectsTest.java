package io.hostport4j.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.Mark;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaseObjectsTest {
    private static final Place PLACE = new Place(Flavour.NFT, Family.IPV4);

    @Test
    void masqueradingNeedsAllThreeChains() {
        assertThat(made(BaseObjects.masquerading(Mark.DEFAULT), SavedTable.EMPTY)).containsExactly(
                ":CNI-HOSTPORT-SETMARK - [0:0]",
                ":CNI-HOSTPORT-MASQ - [0:0]",
                ":CNI-HOSTPORT-DNAT - [0:0]",
                "-A CNI-HOSTPORT-SETMARK -m comment --comment \"CNI portfwd masquerade mark\" -j MARK --set-xmark 0x2000/0x2000",
                "-A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE",
                "-I POSTROUTING -m comment --comment \"CNI portfwd requiring masquerade\" -j CNI-HOSTPORT-MASQ",
                "-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT",
                "-A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT");
    }

    @Test
    void withoutMasqueradingOrWithAnothersMarkOneChainIsEnough() {
        for (BaseObjects objects : List.of(BaseObjects.plain(Mark.DEFAULT), BaseObjects.masquerading(new Mark.Chain("KUBE-MARK-MASQ")))) {
            assertThat(made(objects, SavedTable.EMPTY)).containsExactly(
                    ":CNI-HOSTPORT-DNAT - [0:0]",
                    "-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT",
                    "-A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT");
        }
    }

    @Test
    void theMarkIsWrittenInHexadecimalDigitsWithItsMask() {
        assertThat(made(BaseObjects.masquerading(new Mark.Bit(5)), SavedTable.EMPTY)).anyMatch(line -> line.endsWith("--set-xmark 0x20/0x20"));
        assertThat(made(BaseObjects.masquerading(new Mark.Bit(31)), SavedTable.EMPTY))
                .anyMatch(line -> line.endsWith("--set-xmark 0x80000000/0x80000000"));
    }

    @Test
    void onlyWhatIsMissingIsMadeAndNamed() {
        SavedTable table = SavedTable.parse("""
                *nat
                :PREROUTING ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                :CNI-HOSTPORT-DNAT - [0:0]
                -A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
                COMMIT
                """, "nat").orElseThrow();

        assertThat(made(BaseObjects.plain(Mark.DEFAULT), table)).containsExactly("-A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT");
        assertThat(BaseObjects.plain(Mark.DEFAULT).faults(PLACE, table)).containsExactly(
                "rule -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT in chain OUTPUT not found in table nat (iptables-nft, IPv4)");
        assertThat(BaseObjects.masquerading(Mark.DEFAULT).faults(PLACE, table))
                .contains("chain CNI-HOSTPORT-MASQ not found in table nat (iptables-nft, IPv4)");
    }

    private static List<String> made(BaseObjects objects, SavedTable table) {
        RestoreScript script = new RestoreScript(table);
        objects.complete(table, script);
        return script.commands();
    }
}
