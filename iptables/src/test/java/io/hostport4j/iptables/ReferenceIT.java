package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.DNS;
import static io.hostport4j.iptables.Samples.WEB;
import static io.hostport4j.iptables.Samples.address;
import static io.hostport4j.iptables.Samples.dualStack;
import static io.hostport4j.iptables.Samples.ip;
import static io.hostport4j.iptables.Samples.ipv4;
import static io.hostport4j.iptables.Samples.masquerading;
import static io.hostport4j.iptables.Samples.on;
import static io.hostport4j.iptables.Samples.ports;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.testkit.RequiresTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What this backend and the reference's plugin write is the same, and each removes what the other wrote. */
@RequiresTools(ReferencePlugin.PROGRAM)
class ReferenceIT extends IptablesIT {
    private static final String NAME = "n".repeat(120);

    /** A request under a name that says what is special. */
    record Case(String name, HostPortRequest request, Mark mark) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                usual("one port", dualStack(WEB, 2, PortMapping.tcp(8080, 80))),
                usual("IPv4 only", ipv4(WEB, 2, PortMapping.tcp(8080, 80))),
                usual("IPv6 only", new HostPortRequest(WEB, List.of(address("fd00::2", 64)), List.of(PortMapping.tcp(8080, 80)))),
                usual("all protocols out of order", dualStack(WEB, 2, PortMapping.udp(53, 5353), PortMapping.tcp(8080, 80),
                        new PortMapping(PortRange.of(9999), 99, Protocol.SCTP, Optional.empty()), PortMapping.tcp(8081, 81))),
                usual("addresses of the node", dualStack(WEB, 2, PortMapping.tcp(8080, 80).on(ip("10.0.0.1")),
                        PortMapping.tcp(8081, 81).on(ip("fd00::1")), PortMapping.udp(8082, 82).on(ip("fd00::1")), PortMapping.tcp(8083, 83))),
                usual("wildcards of one family", dualStack(WEB, 2, PortMapping.tcp(8080, 80).on(ip("0.0.0.0")),
                        PortMapping.tcp(8081, 81).on(ip("::")), PortMapping.tcp(8082, 82))),
                usual("loopback", ipv4(WEB, 2, PortMapping.tcp(8080, 80).on(ip("127.0.0.1")))),
                usual("more ports than a rule takes", dualStack(WEB, 2, ports(7000, 31))),
                usual("no masquerading", masquerading(Masquerade.NEVER, dualStack(WEB, 2, PortMapping.tcp(8080, 80)))),
                new Case("another mark", dualStack(WEB, 2, PortMapping.tcp(8080, 80)), new Mark.Bit(31)),
                new Case("a mark chain of others", dualStack(WEB, 2, PortMapping.tcp(8080, 80)), new Mark.Chain("OTHERS-MARK")),
                usual("conditions", on(Family.IPV4, dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53)),
                        "-d", "10.1.0.0/16", "!", "-s", "10.2.3.4/8", "-m", "comment", "--comment", "a \"quoted\\ 'word' $x;")),
                usual("prefixes", new HostPortRequest(WEB, List.of(address("10.88.3.4", 13), address("2001:db8:0:1::5", 52)),
                        List.of(PortMapping.tcp(8080, 80)))),
                usual("names too long for the comment", dualStack(new AttachmentId(NAME, "c".repeat(130), "eth0"), 2, PortMapping.tcp(8080, 80))));
    }

    static Stream<Arguments> casesOfBothFlavours() {
        return cases().stream().flatMap(one -> Stream.of(Flavour.values()).map(flavour -> Arguments.of(flavour, possible(flavour, one))));
    }

    /** To ip6tables-legacy 1.8.9 -C finds each DNAT rule where there is any: the reference, which asks so, leaves out all but one. */
    private static Case possible(Flavour flavour, Case one) {
        HostPortRequest request = one.request();
        if (flavour == Flavour.NFT || request.mappings().size() == 1) {
            return one;
        }
        return new Case(one.name(), new HostPortRequest(request.attachment(), request.addresses().subList(0, 1),
                request.mappings().stream().filter(mapping -> mapping.hostAddress().map(Family::of).orElse(Family.IPV4) == Family.IPV4).toList(),
                request.masquerade(), request.conditions()), one.mark());
    }

    @ParameterizedTest
    @MethodSource("casesOfBothFlavours")
    void anAddMakesTheTablesThatTheReferenceMakes(Flavour flavour, Case one, @TempDir Path folder) {
        markChain(flavour, one);
        ReferencePlugin.of(flavour, folder).add(one.request(), one.mark());
        List<String> reference = saved(flavour);
        flush();
        markChain(flavour, one);

        add(flavour, one);

        assertThat(saved(flavour)).isEqualTo(reference);
    }

    @ParameterizedTest
    @MethodSource("casesOfBothFlavours")
    void aRemovalLeavesTheTablesThatTheReferenceLeaves(Flavour flavour, Case one, @TempDir Path folder) {
        ReferencePlugin plugin = ReferencePlugin.of(flavour, folder);
        markChain(flavour, one);
        plugin.add(one.request(), one.mark());
        plugin.delete(one.request());
        List<String> reference = saved(flavour);
        flush();
        markChain(flavour, one);

        add(flavour, one);
        with(flavour, hostPorts -> assertThat(hostPorts.remove(one.request().attachment())).isNotEmpty());

        assertThat(saved(flavour)).isEqualTo(reference);
    }

    @ParameterizedTest
    @MethodSource("casesOfBothFlavours")
    void whatTheReferenceMadeIsWholeAndIsRemoved(Flavour flavour, Case one, @TempDir Path folder) {
        ReferencePlugin plugin = ReferencePlugin.of(flavour, folder);
        markChain(flavour, one);
        plugin.add(one.request(), one.mark());
        List<String> reference = saved(flavour);
        try (HostPorts hostPorts = open(flavour, TOOLS, one.mark())) {
            hostPorts.check(one.request());
            hostPorts.add(one.request());
            assertThat(saved(flavour)).isEqualTo(reference);

            assertThat(hostPorts.remove(one.request().attachment())).isNotEmpty();
            assertThat(hostPorts.list()).isEmpty();
        }
        assertThat(saved(flavour)).noneMatch(line -> line.contains("CNI-DN-"));
    }

    @ParameterizedTest
    @MethodSource("casesOfBothFlavours")
    void theReferenceFindsAndRemovesWhatWasMadeHere(Flavour flavour, Case one, @TempDir Path folder) {
        ReferencePlugin plugin = ReferencePlugin.of(flavour, folder);
        markChain(flavour, one);
        add(flavour, one);

        // With conditions it is the reference's own CHECK that fails, also on what it made itself.
        plugin.delete(one.request());

        assertThat(saved(flavour)).noneMatch(line -> line.contains("CNI-DN-"));
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void neighboursOfTheReferenceStayAsTheyAre(Flavour flavour, @TempDir Path folder) {
        ReferencePlugin plugin = ReferencePlugin.of(flavour, folder);
        plugin.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)), Mark.DEFAULT);
        List<String> before = saved(flavour);

        with(flavour, hostPorts -> {
            hostPorts.add(dualStack(DNS, 3, PortMapping.udp(53, 53)));
            assertThat(hostPorts.list()).hasSize(4);
            hostPorts.remove(DNS);
        });

        assertThat(saved(flavour)).isEqualTo(before);
    }

    private static Case usual(String name, HostPortRequest request) {
        return new Case(name, request, Mark.DEFAULT);
    }

    private static void add(Flavour flavour, Case one) {
        try (HostPorts hostPorts = open(flavour, TOOLS, one.mark())) {
            hostPorts.add(one.request());
        }
    }

    /** The chain that somebody else keeps, where the case has one. */
    private static void markChain(Flavour flavour, Case one) {
        if (one.mark() instanceof Mark.Chain chain) {
            for (Family family : Family.values()) {
                restore(flavour, family, ":" + chain.name() + " - [0:0]");
            }
        }
    }
}
