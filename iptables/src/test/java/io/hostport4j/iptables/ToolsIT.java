package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.DNS;
import static io.hostport4j.iptables.Samples.WEB;
import static io.hostport4j.iptables.Samples.dualStack;
import static io.hostport4j.iptables.Samples.on;
import static io.hostport4j.iptables.Samples.ports;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import io.hostport4j.testkit.NetNamespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often programs are started, and what happens when one of them fails. */
class ToolsIT extends IptablesIT {
    /** Notes what is started, and lets some of it fail. */
    private record Watched(List<String> started, Predicate<String> failing) implements Tools {
        Watched(Predicate<String> failing) {
            this(new ArrayList<>(), failing);
        }

        @Override
        public Optional<Path> find(String name) {
            return TOOLS.find(name);
        }

        @Override
        public ToolResult run(List<String> command, String input, Deadline deadline) {
            String program = Path.of(command.get(0)).getFileName().toString();
            started.add(program);
            return failing.test(program) ? new ToolResult(1, "", program + ": line 2 failed") : TOOLS.run(command, input, deadline);
        }

        List<String> take() {
            List<String> taken = List.copyOf(started);
            started.clear();
            return taken;
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void anAddAndARemovalStartAtMostSixPrograms(Flavour flavour) {
        onAnUnusedNode(() -> countPrograms(flavour));
    }

    private static void countPrograms(Flavour flavour) {
        with(flavour, hostPorts -> hostPorts.add(dualStack(DNS, 3, PortMapping.udp(53, 53))));
        HostPortRequest request = dualStack(WEB, 2, ports(8000, 100));
        // Each family is saved and restored; the legacy tables have no generation, so they are saved twice.
        int most = flavour == Flavour.NFT ? 4 : 6;
        Watched tools = new Watched(program -> false);
        try (HostPorts hostPorts = open(flavour, tools, Mark.DEFAULT)) {
            hostPorts.add(request);
            assertThat(tools.take()).hasSize(most);
            hostPorts.check(request);
            assertThat(tools.take()).hasSize(2);
            // What the check read is the same while the generation is.
            hostPorts.add(request);
            assertThat(tools.take()).hasSize(flavour == Flavour.NFT ? 0 : 2);
            hostPorts.add(dualStack(WEB, 2, ports(8050, 100)));
            assertThat(tools.take()).hasSize(flavour == Flavour.NFT ? 2 : most);
            assertThat(hostPorts.remove(WEB)).hasSize(200);
            assertThat(tools.take()).hasSize(most);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Flavour.class, names = "NFT")
    void manyTogetherStartAsManyProgramsAsOne(Flavour flavour) {
        onAnUnusedNode(() -> countProgramsForMany(flavour));
    }

    private static void countProgramsForMany(Flavour flavour) {
        List<HostPortRequest> many = IntStream.range(0, 20).mapToObj(i ->
                dualStack(new AttachmentId("net", "pod" + i, "eth0"), 10 + i, PortMapping.tcp(8000 + i, 80))).toList();
        Watched tools = new Watched(program -> false);
        try (HostPorts hostPorts = open(flavour, tools, Mark.DEFAULT)) {
            assertThat(hostPorts.addAll(many)).isEmpty();
            assertThat(tools.take()).hasSize(4);
            many.forEach(hostPorts::check);
            assertThat(tools.take()).hasSize(2);
            assertThat(hostPorts.list()).hasSize(40);
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void otherConditionsTakeOneProgramMore(Flavour flavour) {
        onAnUnusedNode(() -> countProgramsForConditions(flavour));
    }

    private static void countProgramsForConditions(Flavour flavour) {
        Watched tools = new Watched(program -> false);
        try (HostPorts hostPorts = open(flavour, tools, Mark.DEFAULT)) {
            hostPorts.add(on(Family.IPV4, dualStack(WEB, 2, PortMapping.tcp(8080, 80)), "-s", "10.1.2.3/8"));
            tools.take();
            hostPorts.add(on(Family.IPV4, dualStack(WEB, 2, PortMapping.tcp(8080, 80)), "-m", "mark", "!", "--mark", "5"));
            assertThat(tools.take()).hasSize(flavour == Flavour.NFT ? 5 : 7);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Flavour.class, names = "NFT")
    void nothingIsStartedWhereNothingIs(Flavour flavour) {
        onAnUnusedNode(() -> countProgramsForNothing(flavour));
    }

    private static void countProgramsForNothing(Flavour flavour) {
        Watched tools = new Watched(program -> false);
        try (HostPorts hostPorts = open(flavour, tools, Mark.DEFAULT)) {
            assertThat(provider(flavour, tools).probe()).isNotNull();
            assertThat(hostPorts.list()).isEmpty();
            assertThat(hostPorts.remove(WEB)).isEmpty();
        }
        assertThat(tools.take()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void whenTheSecondFamilyFailsTheFirstGoesBack(Flavour flavour) {
        Watched tools = new Watched(program -> program.startsWith("ip6") && program.endsWith("-restore"));
        try (HostPorts hostPorts = open(flavour, tools, Mark.DEFAULT)) {
            with(flavour, elsewhere -> elsewhere.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53))));
            with(flavour, elsewhere -> elsewhere.add(dualStack(DNS, 3, PortMapping.tcp(54, 53))));
            List<String> before = saved(flavour);

            assertThatThrownBy(() -> hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 81)))).isInstanceOf(BackendFailedException.class)
                    .hasMessageContaining("ip6tables");
            assertThat(saved(flavour)).isEqualTo(before);
            assertThatThrownBy(() -> hostPorts.remove(WEB)).isInstanceOf(BackendFailedException.class);
            assertThat(saved(flavour)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void whenTheSecondFamilyOfAFirstAddFailsNoChainIsLeft(Flavour flavour) {
        Watched tools = new Watched(program -> program.startsWith("ip6") && program.endsWith("-restore"));
        try (HostPorts hostPorts = open(flavour, tools, Mark.DEFAULT)) {
            assertThatThrownBy(() -> hostPorts.add(dualStack(WEB, 2, ports(8080, 40)))).isInstanceOf(BackendFailedException.class);
        }
        assertThat(saved(flavour)).noneMatch(line -> line.contains("CNI-"));
    }

    /** On a node where no flavour was ever used: the kernel names a table of the legacy one from the first look at it on. */
    private static void onAnUnusedNode(Runnable work) {
        try (NetNamespace node = NetNamespace.create("unused")) {
            node.call(() -> {
                work.run();
                return null;
            });
        }
    }
}
