package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.DNS;
import static io.hostport4j.iptables.Samples.WEB;
import static io.hostport4j.iptables.Samples.dualStack;
import static io.hostport4j.iptables.Samples.ports;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import io.hostport4j.testkit.ProcessRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept outside of the table nat: there with the first forward, once, and mended. */
class GuardIT extends IptablesIT {
    private static final HostPortRequest REQUEST = dualStack(WEB, 2, PortMapping.tcp(8080, 80));
    private static final List<String> WHOLE = List.of(
            "-A PREROUTING -j HOSTPORT-GUARD",
            "-A HOSTPORT-GUARD -d 127.0.0.0/8 ! -i lo -j DROP",
            "-A HOSTPORT-GUARD -s 127.0.0.0/8 ! -i lo -j DROP",
            "-A OUTPUT -j HOSTPORT-GUARD",
            "-A HOSTPORT-GUARD -s ::1/128 -p tcp -m addrtype ! --dst-type LOCAL -j REJECT --reject-with tcp-reset",
            "-A HOSTPORT-GUARD -s ::1/128 -m addrtype ! --dst-type LOCAL -j REJECT --reject-with icmp6-port-unreachable");

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void itComesWithTheFirstForwardAndOnceForAll(Flavour flavour) {
        with(flavour, hostPorts -> hostPorts.add(REQUEST));
        assertThat(guards(flavour)).isEqualTo(WHOLE);

        with(flavour, hostPorts -> hostPorts.add(dualStack(DNS, 3, PortMapping.udp(53, 53))));
        with(flavour, hostPorts -> hostPorts.add(REQUEST));
        assertThat(guards(flavour)).isEqualTo(WHOLE);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void itStaysWhenTheLastForwardGoesAndServesTheNextOne(Flavour flavour) {
        with(flavour, hostPorts -> hostPorts.add(REQUEST));
        with(flavour, hostPorts -> hostPorts.remove(WEB));
        with(flavour, hostPorts -> hostPorts.add(REQUEST));

        assertThat(guards(flavour)).isEqualTo(WHOLE);
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void rulesOfOthersStayBehindIt(Flavour flavour) {
        run(flavour.program(Family.IPV4), "-t", "mangle", "-A", "PREROUTING", "-s", "192.0.2.1", "-j", "ACCEPT");

        with(flavour, hostPorts -> hostPorts.add(REQUEST));

        assertThat(run(flavour.program(Family.IPV4) + "-save", "-t", "mangle").lines().filter(line -> line.startsWith("-A PREROUTING")))
                .containsExactly(WHOLE.get(0), "-A PREROUTING -s 192.0.2.1/32 -j ACCEPT");
    }

    static Stream<Arguments> damages() {
        return Stream.of(Flavour.values()).flatMap(flavour -> Stream.of(
                Arguments.of(flavour, Family.IPV4, "-F HOSTPORT-GUARD"),
                Arguments.of(flavour, Family.IPV4, "-D HOSTPORT-GUARD 2"),
                Arguments.of(flavour, Family.IPV4, "-I HOSTPORT-GUARD -j RETURN"),
                Arguments.of(flavour, Family.IPV4, "-D PREROUTING -j HOSTPORT-GUARD"),
                Arguments.of(flavour, Family.IPV4, "-A PREROUTING -j HOSTPORT-GUARD"),
                Arguments.of(flavour, Family.IPV6, "-F HOSTPORT-GUARD"),
                Arguments.of(flavour, Family.IPV6, "-F OUTPUT")));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aCheckNamesItsDamageAndAnAddMendsIt(Flavour flavour, Family family, String damage) {
        try (HostPorts hostPorts = open(flavour)) {
            hostPorts.add(REQUEST);
            restoreGuard(flavour, family, damage);

            assertThatThrownBy(() -> hostPorts.check(REQUEST)).isInstanceOf(CheckFailedException.class)
                    .hasMessageContaining("HOSTPORT-GUARD of table " + Guard.of(family).table());

            hostPorts.add(REQUEST);
            hostPorts.check(REQUEST);
            assertThat(guards(flavour)).isEqualTo(WHOLE);
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void withoutAnyOfItACheckPassesAndTheSameAddBringsIt(Flavour flavour) {
        with(flavour, hostPorts -> hostPorts.add(REQUEST));
        for (Family family : Family.values()) {
            restoreGuard(flavour, family, "-F", "-X");
        }
        List<String> nat = saved(flavour);

        // So it is on a node where the reference was until now.
        with(flavour, hostPorts -> hostPorts.check(REQUEST));
        assertThat(guards(flavour)).isEmpty();
        with(flavour, hostPorts -> hostPorts.add(REQUEST));

        assertThat(guards(flavour)).isEqualTo(WHOLE);
        assertThat(saved(flavour)).isEqualTo(nat);
    }

    @Test
    void whereTheRulesAreTooManyForOneScriptItIsThereOnce() {
        with(Flavour.NFT, hostPorts -> hostPorts.add(dualStack(WEB, 2, ports(8000, 700))));

        assertThat(guards(Flavour.NFT)).isEqualTo(WHOLE);
    }

    @Test
    void inATableThatOnlyNftCanShowItIsThereOnce() {
        nft("""
                table ip mangle {
                  chain PREROUTING {
                    type filter hook prerouting priority -150
                    numgen inc mod 2 0 accept
                  }
                }
                """);
        with(Flavour.NFT, hostPorts -> hostPorts.add(REQUEST));
        with(Flavour.NFT, hostPorts -> hostPorts.add(dualStack(DNS, 3, PortMapping.udp(53, 53))));

        assertThat(run("nft", "list", "table", "ip", "mangle").lines().filter(line -> line.contains("jump HOSTPORT-GUARD"))).hasSize(1);
        assertThat(run("iptables-nft-save")).contains("mangle' is incompatible");
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void whereItsTableCannotBeHadTheFailureNamesTheTableAndNothingIsForwarded(Flavour flavour) {
        try (HostPorts hostPorts = open(flavour, new WithoutMangle(), Mark.DEFAULT)) {
            assertThatThrownBy(() -> hostPorts.add(REQUEST)).isInstanceOf(BackendFailedException.class).hasMessageContaining("\"*mangle\"");
        }
        assertThat(saved(flavour)).noneMatch(line -> line.contains("CNI-"));
    }

    /** Every kernel here has the table: the program is asked for one that none has. */
    private record WithoutMangle() implements Tools {
        @Override
        public Optional<Path> find(String name) {
            return TOOLS.find(name);
        }

        @Override
        public ToolResult run(List<String> command, String input, Deadline deadline) {
            return TOOLS.run(command, input.replace("*mangle\n", "*absent\n"), deadline);
        }
    }

    /** All rules of the guards and those that lead there. */
    private static List<String> guards(Flavour flavour) {
        List<String> lines = new ArrayList<>();
        for (Family family : Family.values()) {
            run(flavour.program(family) + "-save", "-t", Guard.of(family).table()).lines()
                    .filter(line -> line.startsWith("-A ") && line.contains("HOSTPORT-GUARD")).forEach(lines::add);
        }
        return lines;
    }

    private static void restoreGuard(Flavour flavour, Family family, String... commands) {
        String script = "*" + Guard.of(family).table() + "\n" + String.join("\n", commands) + "\nCOMMIT\n";
        input(script, flavour.program(family) + "-restore", "--noflush");
    }

    private static void nft(String script) {
        input(script, "nft", "-f", "-");
    }

    private static void input(String script, String... command) {
        new ProcessRun(List.of(command), Map.of(), script, Duration.ofSeconds(30)).execute().orThrow();
    }
}
