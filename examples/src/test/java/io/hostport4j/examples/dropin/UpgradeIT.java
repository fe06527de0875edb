package io.hostport4j.examples.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.CniError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node whose containers were connected by the reference plugin, or will be disconnected by it: each removes what the other made. */
class UpgradeIT extends DropInNode {
    private static final Call WEB = Call.of("web", 2).map("tcp", 8080, 80).map("192.0.2.1", "udp", 53, 53);
    private static final Call DNS = Call.of("dns", 3).map("udp", 5353, 53);
    /** SHA-512 of "podsweb", as the reference's chains have it. */
    private static final String WEB_HASH = "de00df3057a4ec904f567";

    static List<String> backends() {
        return List.of("netlink", "nftables", "iptables");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void whatTheReferenceMadeIsRemovedAndItsOtherContainersStay(String backend) {
        Plugin.REFERENCE.add(DNS);
        NatTables before = NatTables.read();
        Plugin.REFERENCE.add(WEB);
        NatTables both = NatTables.read();
        Plugin.REFERENCE.delete(WEB);
        NatTables afterReference = NatTables.read();
        Plugin.REFERENCE.add(WEB);
        assertThat(NatTables.read()).isEqualTo(both);

        Plugin.ours(backend).delete(WEB);

        assertThat(NatTables.read()).isEqualTo(afterReference).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void delNeedsNoMappingsAndNoPreviousResult(String backend) {
        Plugin.REFERENCE.add(DNS);
        NatTables before = NatTables.read();
        Plugin.REFERENCE.add(WEB);

        Plugin.ours(backend).delete(Call.of("web", 2).at());

        assertThat(NatTables.read()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void whatTheReferenceMadePassesCheck(String backend) {
        Plugin.REFERENCE.add(WEB);
        Plugin.REFERENCE.add(DNS);

        Plugin.OURS.check(WEB.with("backend", "\"" + backend + "\""));
        Plugin.OURS.check(DNS.with("backend", "\"" + backend + "\""));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aPortOfAContainerThatTheReferenceServesIsTaken(String backend) {
        Plugin.REFERENCE.add(WEB);

        CniError error = CniError.of(Plugin.OURS.run("ADD", Call.of("late", 4).with("backend", "\"" + backend + "\"").map("tcp", 8080, 80)));

        assertThat(error.code()).isEqualTo(100);
        assertThat(error.msg()).contains("container \"web\"");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void addTakesOverWhatTheReferenceMadeForTheSameContainer(String backend) {
        Plugin.REFERENCE.add(WEB);

        Plugin.OURS.add(WEB.with("backend", "\"" + backend + "\""));
        Plugin.OURS.check(WEB.with("backend", "\"" + backend + "\""));
        assertThat(ruleset().contains(WEB_HASH)).isEqualTo(backend.equals("iptables"));

        Plugin.OURS.delete(WEB);
        assertThat(ruleset()).doesNotContain("8080", WEB_HASH);
    }

    @Test
    void whatOurIptablesBackendMadeTheReferenceRemoves() {
        Plugin.REFERENCE.add(DNS);
        NatTables before = NatTables.read();
        Plugin.OURS.add(WEB.with("backend", "\"iptables\""));

        Plugin.REFERENCE.delete(WEB);

        assertThat(NatTables.read()).isEqualTo(before);
    }

    @Test
    void theReferenceAndOurIptablesBackendShareTheChainsOfAll() {
        Plugin.OURS.add(WEB.with("backend", "\"iptables\""));
        Plugin.REFERENCE.add(DNS);
        NatTables mixed = NatTables.read();
        flush();
        Plugin.REFERENCE.add(WEB);
        Plugin.REFERENCE.add(DNS);

        assertThat(mixed).isEqualTo(NatTables.read());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void chainsOfVersionsBefore07AreRemoved(String backend) {
        Plugin.REFERENCE.add(DNS);
        NatTables before = NatTables.read();
        addAsBefore07();

        Plugin.ours(backend).delete(WEB);

        assertThat(Difference.between(before, NatTables.read()).extra()).containsExactlyInAnyOrder("ip :CNI-HOSTPORT-SNAT -",
                "ip -A POSTROUTING -s 127.0.0.1/32 ! -d 127.0.0.1/32 -j CNI-HOSTPORT-SNAT");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aPortOfAContainerOfVersionsBefore07IsTaken(String backend) {
        Plugin.REFERENCE.add(DNS);
        addAsBefore07();

        CniError error = CniError.of(Plugin.OURS.run("ADD", Call.of("late", 4).with("backend", "\"" + backend + "\"").map("tcp", 8080, 80)));

        assertThat(error.code()).isEqualTo(100);
        assertThat(error.msg()).contains("container \"web\"");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void tablesOfTheReferencesNftablesBackendAreEmptiedOfTheContainer(String backend) {
        String table = """
                table ip cni_hostport {
                  chain hostports { udp dport 5353 dnat to 10.88.0.3:53 comment "dns"; }
                  chain hostip_hostports {}
                  chain hostports_all { jump hostip_hostports; jump hostports; }
                  chain prerouting { type nat hook prerouting priority -100; fib daddr type local jump hostports_all; }
                  chain masquerading { type nat hook postrouting priority 100; ip saddr 10.88.0.3 ip daddr 10.88.0.3 masquerade comment "dns"; }
                }
                """;
        nft(table);
        String before = ruleset();
        nft("""
                add rule ip cni_hostport hostports tcp dport 8080 dnat to 10.88.0.2:80 comment "web"
                add rule ip cni_hostport hostports ip daddr 192.0.2.1 udp dport 53 dnat to 10.88.0.2:53 comment "web"
                add rule ip cni_hostport masquerading ip saddr 10.88.0.2 ip daddr 10.88.0.2 masquerade comment "web"
                add rule ip cni_hostport masquerading ip saddr 127.0.0.1 ip daddr 10.88.0.2 masquerade comment "web"
                """);
        Plugin.OURS.check(WEB.at("10.88.0.2/24").with("backend", "\"" + backend + "\""));

        Plugin.ours(backend).delete(WEB);

        assertThat(ruleset()).isEqualTo(before);
    }

    /** The chains of WEB as those versions made them: one for the way to the container, one for its answers to loopback. */
    private static void addAsBefore07() {
        input("""
                *nat
                :CNI-HOSTPORT-SNAT - [0:0]
                :CNI-DN-%1$s - [0:0]
                :CNI-SN-%1$s - [0:0]
                -A POSTROUTING -s 127.0.0.1/32 ! -d 127.0.0.1/32 -j CNI-HOSTPORT-SNAT
                -A CNI-HOSTPORT-DNAT -m comment --comment "dnat name: \\"pods\\" id: \\"web\\"" -j CNI-DN-%1$s
                -A CNI-DN-%1$s -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.88.0.2:80
                -A CNI-HOSTPORT-SNAT -m comment --comment "snat name: \\"pods\\" id: \\"web\\"" -j CNI-SN-%1$s
                -A CNI-SN-%1$s -s 127.0.0.1/32 -d 10.88.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE
                COMMIT
                """.formatted(WEB_HASH), "iptables-restore", "--noflush");
    }
}
