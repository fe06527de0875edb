package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.WEB;
import static io.hostport4j.iptables.Samples.dualStack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.PortMapping;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody else did to the rules is found by a check, named, and mended by an ADD. */
class DamageIT extends IptablesIT {
    private static final HostPortRequest REQUEST = dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53));
    /** Rules of the damage that are not ours to remove. */
    private static final List<String> STRANGERS = List.of("-A PREROUTING -j ACCEPT", "-A OUTPUT -m comment --comment mine -j RETURN",
            "-A POSTROUTING -j MASQUERADE");
    private static final String CHAIN = ChainNames.reference(WEB);

    static Stream<Arguments> damages() {
        List<List<String>> damages = List.of(
                List.of("PREROUTING", "-F PREROUTING"),
                List.of("OUTPUT", "-F OUTPUT"),
                List.of("CNI-HOSTPORT-MASQ", "-F POSTROUTING"),
                List.of("CNI-HOSTPORT-MASQ", "-F CNI-HOSTPORT-MASQ"),
                List.of("CNI-HOSTPORT-SETMARK", "-F CNI-HOSTPORT-SETMARK"),
                List.of("never reached", "-F CNI-HOSTPORT-DNAT"),
                List.of("sources", "-D " + CHAIN + " -s 127.0.0.1/32 -p tcp -m tcp --dport 8080 -j CNI-HOSTPORT-SETMARK"),
                List.of("sources", "-R " + CHAIN + " 1 -s 10.0.0.0/16 -p tcp -m tcp --dport 8080 -j CNI-HOSTPORT-SETMARK"),
                List.of("0.0.0.0:8080/tcp -> 10.0.0.2:80 of net/web/eth0", "-F " + CHAIN),
                List.of("chain PREROUTING found 2 times", "-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT"),
                List.of("chain POSTROUTING found 2 times",
                        "-A POSTROUTING -m comment --comment \"CNI portfwd requiring masquerade\" -j CNI-HOSTPORT-MASQ"),
                List.of("chain CNI-HOSTPORT-MASQ found 2 times", "-A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE"),
                List.of("chain PREROUTING never reached", "-I PREROUTING -j ACCEPT"),
                List.of("chain OUTPUT never reached", "-I OUTPUT -m comment --comment mine -j RETURN"),
                List.of("chain POSTROUTING never reached", "-I POSTROUTING -j MASQUERADE"),
                List.of("rule -j RETURN in chain CNI-HOSTPORT-DNAT of", "-I CNI-HOSTPORT-DNAT -j RETURN"),
                List.of("rule -j RETURN in chain CNI-HOSTPORT-SETMARK of", "-I CNI-HOSTPORT-SETMARK -j RETURN"),
                List.of("rule -j ACCEPT in chain CNI-HOSTPORT-MASQ of", "-I CNI-HOSTPORT-MASQ -j ACCEPT"),
                List.of("rule -j ACCEPT in chain " + CHAIN, "-I " + CHAIN + " -j ACCEPT"),
                List.of("foreign: 0.0.0.0:53/udp -> 10.0.0.2:53 of net/web/eth0",
                        "-A " + CHAIN + " -p udp -m udp --dport 53 -j DNAT --to-destination 10.0.0.2:53"),
                List.of("-j " + CHAIN + " in chain CNI-HOSTPORT-DNAT of", "-A CNI-HOSTPORT-DNAT -m comment --comment \"dnat name: \\\"net\\\" id: \\\"web\\\"\""
                        + " -p tcp -m multiport --dports 8080 -j " + CHAIN),
                List.of("rule -s 192.0.2.7/32 -j " + CHAIN + " in chain PREROUTING", "-A PREROUTING -s 192.0.2.7 -j " + CHAIN),
                List.of("foreign: 0.0.0.0:8080/tcp -> 10.0.0.99:80", "-I " + CHAIN + " -p tcp --dport 8080 -j DNAT --to-destination 10.0.0.99:80"));
        return damages.stream().flatMap(damage -> Stream.of(Flavour.values())
                .map(flavour -> Arguments.of(flavour, damage.get(0), damage.get(1))));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aCheckNamesTheDamageAndAnAddMendsIt(Flavour flavour, String named, String command) {
        try (HostPorts hostPorts = open(flavour)) {
            hostPorts.add(REQUEST);
            List<String> whole = saved(flavour);
            restore(flavour, Family.IPV4, command);

            assertThatThrownBy(() -> hostPorts.check(REQUEST)).isInstanceOf(CheckFailedException.class).hasMessageContaining(named);

            hostPorts.add(REQUEST);
            hostPorts.check(REQUEST);
            assertThat(saved(flavour)).filteredOn(line -> !STRANGERS.contains(line)).containsExactlyInAnyOrderElementsOf(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aRemovalLivesWithTheDamage(Flavour flavour, String named, String command) {
        try (HostPorts hostPorts = open(flavour)) {
            hostPorts.add(REQUEST);
            restore(flavour, Family.IPV4, command);

            hostPorts.remove(WEB);

            assertThat(saved(flavour)).noneMatch(line -> line.contains("CNI-DN-"));
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void anAddAfterAFlushOfEverythingMakesAllAnew(Flavour flavour) {
        try (HostPorts hostPorts = open(flavour)) {
            hostPorts.add(REQUEST);
            List<String> whole = saved(flavour);
            flush();

            assertThatThrownBy(() -> hostPorts.check(REQUEST)).isInstanceOf(CheckFailedException.class);
            hostPorts.add(REQUEST);
            assertThat(saved(flavour)).isEqualTo(whole);
            flush();

            assertThat(hostPorts.remove(WEB)).isEmpty();
        }
    }
}
