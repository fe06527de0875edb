package io.hostport4j.examples.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our iptables backend beside the reference plugin: the same calls leave the same nat tables, but for what {@link Scenarios} lists. */
class DropInIT extends DropInNode {

    private record Outcome(NatTables added, NatTables deleted) {}

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void addAndDelLeaveTheTablesThatTheReferenceLeaves(Scenario scenario) throws IOException {
        Outcome reference = outcome(Plugin.REFERENCE, scenario);
        Outcome ours = outcome(Plugin.OURS, scenario);

        assertSame(golden(scenario, reference.added()), ours.added(), scenario.added());
        assertSame(reference.deleted(), ours.deleted(), scenario.deleted());
    }

    @Test
    void theInstalledPluginDoesTheSame() {
        Scenario scenario = Scenarios.all().get(0);
        Outcome reference = outcome(Plugin.REFERENCE, scenario);
        Outcome ours = outcome(Plugin.OURS_INSTALLED, scenario);

        assertSame(reference.added(), ours.added(), scenario.added());
        assertSame(reference.deleted(), ours.deleted(), scenario.deleted());
    }

    @Test
    void theResultThatIsPrintedIsTheReferencesToo() {
        Call call = Call.of("web", 2).with("backend", "\"iptables\"").map("tcp", 8080, 80);
        String reference = Plugin.REFERENCE.add(call);
        Plugin.REFERENCE.delete(call);

        assertThat(Plugin.OURS.add(call).strip()).isEqualTo(reference.strip());
    }

    private static Outcome outcome(Plugin plugin, Scenario scenario) {
        flush();
        if (!scenario.before().isEmpty()) {
            input(scenario.before(), "iptables-restore");
            input(scenario.before().replace("10.0.0.0/8", "fd00::/8"), "ip6tables-restore");
        }
        scenario.additions().forEach(call -> plugin.add(call.with("backend", "\"iptables\"")));
        NatTables added = NatTables.read();
        scenario.deletions().forEach(call -> plugin.delete(call.with("backend", "\"iptables\"")));
        return new Outcome(added, NatTables.read());
    }

    private static void assertSame(NatTables reference, NatTables ours, Difference meant) {
        Difference difference = Difference.between(reference, ours);
        assertThat(difference.missing()).as("lines of the reference's that ours lack; meant: %s", meant.reason())
                .containsExactlyInAnyOrderElementsOf(meant.missing());
        assertThat(difference.extra()).as("lines of ours that the reference's lack; meant: %s", meant.reason())
                .containsExactlyInAnyOrderElementsOf(meant.extra());
        assertThat(Difference.without(ours.lines(), meant.extra())).as("lines in their order")
                .isEqualTo(Difference.without(reference.lines(), meant.missing()));
    }

    private static NatTables golden(Scenario scenario, NatTables reference) throws IOException {
        if (scenario.golden().isEmpty()) {
            return reference;
        }
        try (InputStream resource = DropInIT.class.getResourceAsStream(scenario.golden().get())) {
            List<String> lines = new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            int second = lines.lastIndexOf("*nat");
            return new NatTables(lines.subList(0, second), lines.subList(second, lines.size()));
        }
    }
}
