package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.DNS;
import static io.hostport4j.iptables.Samples.WEB;
import static io.hostport4j.iptables.Samples.dualStack;
import static io.hostport4j.iptables.Samples.ip;
import static io.hostport4j.iptables.Samples.ipv4;
import static io.hostport4j.iptables.Samples.masquerading;
import static io.hostport4j.iptables.Samples.ports;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Mark;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose forwards are whose, and what a change leaves. */
class ForwardsIT extends IptablesIT {
    private static final AttachmentId SECOND = new AttachmentId("net", "web", "net1");

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void aSecondAddOfTheSameChangesNothing(Flavour flavour) {
        with(flavour, hostPorts -> hostPorts.add(dualStack(WEB, 2, ports(8080, 20))));
        List<String> before = saved(flavour);

        with(flavour, hostPorts -> hostPorts.add(dualStack(WEB, 2, ports(8080, 20))));

        assertThat(saved(flavour)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void aReusedIdHasNothingOfWhatItHadBefore(Flavour flavour) {
        with(flavour, hostPorts -> hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.tcp(8443, 443))));
        with(flavour, hostPorts -> hostPorts.add(ipv4(WEB, 3, PortMapping.tcp(8080, 81))));

        with(flavour, hostPorts -> assertThat(hostPorts.list()).map(Object::toString)
                .containsExactly("0.0.0.0:8080/tcp -> 10.0.0.3:81 of net/web/~"));
        assertThat(saved(flavour)).filteredOn(line -> line.contains("--dports")).singleElement().asString().contains("--dports 8080 ");
        assertThat(saved(flavour, Family.IPV6)).doesNotContain("CNI-DN-");
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void aChangeMakesTheTableThatOneAddWouldHaveMade(Flavour flavour) {
        PortMapping[] second = {PortMapping.udp(53, 53), PortMapping.tcp(8443, 443), PortMapping.tcp(8080, 81).on(ip("10.0.0.1"))};
        with(flavour, hostPorts -> hostPorts.add(dualStack(WEB, 2, second)));
        List<String> atOnce = saved(flavour);
        flush();
        with(flavour, hostPorts -> hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8443, 443), PortMapping.tcp(8080, 80))));

        with(flavour, hostPorts -> hostPorts.add(dualStack(WEB, 2, second)));

        assertThat(saved(flavour)).isEqualTo(atOnce);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void aPortOfAnotherContainerIsRefusedWithItsHolder(Flavour flavour) {
        with(flavour, hostPorts -> hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80))));
        List<String> before = saved(flavour);

        try (HostPorts hostPorts = open(flavour)) {
            assertThatThrownBy(() -> hostPorts.add(dualStack(DNS, 3, PortMapping.udp(53, 53), PortMapping.tcp(8080, 80).on(ip("10.0.0.1")))))
                    .isInstanceOf(ConflictException.class).hasMessageContaining("container \"web\"");
        }
        assertThat(saved(flavour)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void twoInterfacesOfOneContainerNeverTouchEachOther(Flavour flavour) {
        try (HostPorts hostPorts = open(flavour)) {
            hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
            List<String> first = saved(flavour);
            hostPorts.add(dualStack(SECOND, 3, PortMapping.tcp(8081, 80)));
            List<String> both = saved(flavour);
            assertThat(hostPorts.list()).extracting(forward -> forward.owner().text())
                    .containsExactlyInAnyOrder("net/web/~", "net/web/~", "net/web/net1", "net/web/net1");

            assertThat(hostPorts.remove(SECOND)).hasSize(2);
            assertThat(saved(flavour)).isEqualTo(first);
            hostPorts.add(dualStack(SECOND, 3, PortMapping.tcp(8081, 80)));
            assertThat(saved(flavour)).isEqualTo(both);
            hostPorts.check(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));

            assertThat(hostPorts.remove(WEB)).hasSize(2);
            hostPorts.check(dualStack(SECOND, 3, PortMapping.tcp(8081, 80)));
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void namesThatReadTheSameWhenJoinedAreStillTwo(Flavour flavour) {
        AttachmentId one = new AttachmentId("ab", "c", "eth0");
        AttachmentId other = new AttachmentId("a", "bc", "eth0");
        try (HostPorts hostPorts = open(flavour)) {
            hostPorts.add(dualStack(one, 2, PortMapping.tcp(8080, 80)));
            List<String> first = saved(flavour);

            hostPorts.add(dualStack(other, 3, PortMapping.tcp(8081, 80)));
            hostPorts.check(dualStack(one, 2, PortMapping.tcp(8080, 80)));
            hostPorts.check(dualStack(other, 3, PortMapping.tcp(8081, 80)));

            assertThat(hostPorts.remove(other)).hasSize(2);
            assertThat(saved(flavour)).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void whatTheOtherFlavourHasCountsAndIsRemoved(Flavour flavour) {
        Flavour other = flavour == Flavour.NFT ? Flavour.LEGACY : Flavour.NFT;
        with(other, hostPorts -> hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80))));

        try (HostPorts hostPorts = open(flavour)) {
            assertThatThrownBy(() -> hostPorts.add(dualStack(DNS, 3, PortMapping.tcp(8080, 80)))).isInstanceOf(ConflictException.class);
            hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.tcp(8081, 81)));
            assertThat(saved(other)).noneMatch(line -> line.contains("CNI-DN-"));
            assertThat(saved(flavour)).anyMatch(line -> line.contains("CNI-DN-"));
            with(other, elsewhere -> assertThat(elsewhere.remove(WEB)).hasSize(4));
            assertThat(hostPorts.list()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void chainsOfTheReferenceBeforeVersionSevenGoWithTheContainer(Flavour flavour) {
        String old = ChainNames.old(WEB);
        restore(flavour, Family.IPV4, ":CNI-HOSTPORT-SNAT - [0:0]", ":" + old + " - [0:0]",
                "-A POSTROUTING -s 127.0.0.1/32 ! -d 127.0.0.1/32 -j CNI-HOSTPORT-SNAT",
                "-A CNI-HOSTPORT-SNAT -p tcp -m comment --comment \"snat name: \\\"net\\\" id: \\\"web\\\"\" -m multiport --sports 80 -j " + old,
                "-A " + old + " -s 127.0.0.1/32 -d 10.0.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE");
        try (HostPorts hostPorts = open(flavour)) {
            hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
            hostPorts.remove(WEB);
        }

        assertThat(saved(flavour)).contains(":CNI-HOSTPORT-SNAT - [0:0]").noneMatch(line -> line.contains("CNI-SN-"));
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void masqueradingForAllIsOneMarkRuleWithoutASource(Flavour flavour) {
        with(flavour, hostPorts -> {
            hostPorts.add(masquerading(Masquerade.ALWAYS, dualStack(WEB, 2, PortMapping.tcp(8080, 80))));
            hostPorts.check(masquerading(Masquerade.ALWAYS, dualStack(WEB, 2, PortMapping.tcp(8080, 80))));
        });

        String chain = ChainNames.reference(WEB);
        assertThat(saved(flavour)).filteredOn(line -> line.startsWith("-A " + chain)).containsExactly(
                "-A " + chain + " -p tcp -m tcp --dport 8080 -j CNI-HOSTPORT-SETMARK",
                "-A " + chain + " -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.0.0.2:80",
                "-A " + chain + " -p tcp -m tcp --dport 8080 -j CNI-HOSTPORT-SETMARK",
                "-A " + chain + " -p tcp -m tcp --dport 8080 -j DNAT --to-destination [fd00::2]:80");
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void aMarkChainThatIsNotThereFailsAndLeavesNothing(Flavour flavour) {
        try (HostPorts hostPorts = open(flavour, TOOLS, new Mark.Chain("NOBODYS"))) {
            assertThatThrownBy(() -> hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)))).hasMessageContaining("NOBODYS");
        }
        assertThat(saved(flavour)).noneMatch(line -> line.contains("CNI-"));
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void collectionOfGarbageTakesWhatIsNotValid(Flavour flavour) {
        try (HostPorts hostPorts = open(flavour)) {
            hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
            hostPorts.add(dualStack(DNS, 3, PortMapping.udp(53, 53)));
            hostPorts.add(dualStack(SECOND, 4, PortMapping.tcp(8081, 80)));

            assertThat(hostPorts.retain("net", List.of(WEB))).hasSize(4);
            hostPorts.check(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
            assertThat(hostPorts.list()).hasSize(2);
        }
    }
}
