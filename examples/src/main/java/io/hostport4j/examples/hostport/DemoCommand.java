package io.hostport4j.examples.hostport;

import io.hostport4j.examples.demo.Demo;
import io.hostport4j.examples.demo.OwnNamespaces;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hostport demo}: starts itself again in namespaces of its own, and there the demo. */
@Command(name = "demo", description = "Shows the life of a host port, in network namespaces of its own. Needs no root.")
final class DemoCommand implements Callable<Integer> {
    private static final String OUTER_NETNS = "--outer-netns";

    @Option(names = OUTER_NETNS, hidden = true, description = "The network namespace that the demo must not be in.")
    private Optional<String> outerNetns = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path home = Home.path();
        if (outerNetns.isEmpty()) {
            return OwnNamespaces.run(List.of(home.resolve("bin/hostport").toString(), "demo", OUTER_NETNS, OwnNamespaces.current()));
        }
        OwnNamespaces.requireNew(outerNetns.get());
        // The marks are no ASCII, and Java has no other charset where no locale is set.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        return new Demo(home, out, spec.commandLine().getColorScheme().ansi()).run() ? 0 : 1;
    }
}
