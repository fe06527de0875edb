package io.hostport4j.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ScriptRunTest {
    private static final ToolResult DONE = new ToolResult(0, "", "");
    private static final ToolResult FAILED = new ToolResult(1, "", "iptables-restore: line 2 failed");
    private static final ToolResult TOO_LONG = new ToolResult(1, "", "sendmsg() failed: Message too long");
    private static final Place IPV4 = new Place(Flavour.NFT, Family.IPV4);
    private static final Place IPV6 = new Place(Flavour.NFT, Family.IPV6);

    /** Notes the scripts and answers each as it is told. */
    private record Scripted(List<String> scripts, Function<String, ToolResult> answer) implements Tools {
        @Override
        public Optional<Path> find(String name) {
            return Optional.of(Path.of("/bin", name));
        }

        @Override
        public ToolResult run(List<String> command, String input, Deadline deadline) {
            scripts.add(input.replace("*nat\n", "").replace("\nCOMMIT\n", ""));
            return answer.apply(command.get(0) + " " + input);
        }
    }

    private final List<String> scripts = new ArrayList<>();

    @Test
    void eachTableIsChangedByOneScript() {
        run(input -> DONE, Map.of(IPV4, script(3)));

        assertThat(scripts).containsExactly("-A X -m 0\n-A X -m 1\n-A X -m 2");
    }

    @Test
    void whenTheSecondFailsTheFirstIsTakenBack() {
        Map<Place, RestoreScript> both = new LinkedHashMap<>();
        both.put(IPV4, script(2));
        both.put(IPV6, script(1));

        assertThatThrownBy(() -> run(input -> input.startsWith("/bin/ip6") ? FAILED : DONE, both)).isInstanceOf(BackendFailedException.class)
                .hasMessageContaining("ip6tables").hasMessageContaining("-A X -m 0");

        assertThat(scripts).containsExactly("-A X -m 0\n-A X -m 1", "-A X -m 0", "-D X -m 1\n-D X -m 0");
    }

    @Test
    void whatIsTooLongGoesInPieces() {
        run(input -> input.lines().count() > 300 ? TOO_LONG : DONE, Map.of(IPV4, script(450)));

        assertThat(scripts).hasSize(4);
        assertThat(String.join("\n", scripts.subList(1, 4))).isEqualTo(scripts.get(0));
    }

    @Test
    void whenAPieceFailsThoseBeforeItAreTakenBack() {
        assertThatThrownBy(() -> run(input -> input.contains("-A X -m 0\n") && input.contains("-A X -m 449\n") ? TOO_LONG
                : input.contains("-A X -m 449\n") ? FAILED : DONE, Map.of(IPV4, script(450)))).isInstanceOf(BackendFailedException.class);

        assertThat(scripts.subList(4, scripts.size())).hasSize(2);
        assertThat(scripts.get(4)).startsWith("-D X -m 399\n").endsWith("-D X -m 200");
        assertThat(scripts.get(5)).startsWith("-D X -m 199\n").endsWith("-D X -m 0");
    }

    @Test
    void whatCannotBeTakenBackIsToldBesideTheFailure() {
        Map<Place, RestoreScript> both = new LinkedHashMap<>();
        both.put(IPV4, script(1));
        both.put(IPV6, script(1));

        assertThatThrownBy(() -> run(input -> input.startsWith("/bin/ip6") || input.contains("-D ") ? FAILED : DONE, both))
                .hasMessageContaining("ip6tables").satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    private void run(Function<String, ToolResult> answer, Map<Place, RestoreScript> run) {
        Tools tools = new Scripted(scripts, answer);
        new ScriptRun(new Xtables(tools, new Installed(Flavour.NFT, Map.of(IPV4, "/bin/iptables", IPV6, "/bin/ip6tables")),
                new OperationTime(), Path.of(IptablesBackendProvider.LOCK_FILE))).run(run);
    }

    private static RestoreScript script(int commands) {
        RestoreScript script = new RestoreScript(SavedTable.EMPTY);
        for (int i = 0; i < commands; i++) {
            script.append(Rule.of("X", "-m", Integer.toString(i)));
        }
        return script;
    }
}
