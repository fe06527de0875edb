package io.hostport4j.examples.hostport;

import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.tool.ProcessTools;
import io.hostport4j.core.walk.IpView;
import io.hostport4j.core.walk.NodeView;
import io.hostport4j.core.walk.Origin;
import io.hostport4j.core.walk.PacketWalk;
import io.hostport4j.core.walk.Questions;
import io.hostport4j.core.walk.RulesetReader;
import io.hostport4j.core.walk.Walk;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hostport explain}. */
@Command(name = "explain", description = {"Tells what becomes of a packet to a port: step by step through everybody's rules and the node's routing.",
    "It sends no packet and changes nothing; it reads rules by nft and iptables-save, and asks the kernel for routes by ip."},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:a client gets an answer, if somebody listens", "1:could not be told", "2:wrong words on the command line",
            "3:a client gets no answer", "4:it is not certain"})
final class ExplainCommand implements Callable<Integer> {
    private static final int ANSWERED = 0;
    private static final int UNANSWERED = 3;
    private static final int UNCERTAIN = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameters(paramLabel = "PORT[/PROTOCOL]", converter = PortArgument.Converter.class, description = "The port asked for, e.g. 8080/tcp.")
    private PortArgument port;

    @Option(names = "--from", paramLabel = "WHERE", description = "Where the client is: ${COMPLETION-CANDIDATES} (default: outside).")
    private Origin from = Origin.OUTSIDE;

    @Option(names = "--address", paramLabel = "IP", converter = AddressConverter.class,
            description = "The address asked for (default: the node's on the interface of the default route; from loopback, 127.0.0.1).")
    private Optional<InetAddress> address = Optional.empty();

    @Option(names = "--client", paramLabel = "IP", converter = AddressConverter.class,
            description = "The client's address (default: a neighbour on that interface).")
    private Optional<InetAddress> client = Optional.empty();

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ProcessTools tools = new ProcessTools(Optional.ofNullable(System.getenv("PATH")).orElse(""));
        Deadline deadline = Deadline.in(PATIENCE, InstantSource.system());
        NodeView node = new IpView(tools, Path.of("/proc/sys/net"), deadline);
        PacketWalk walk = new PacketWalk(new RulesetReader(tools, Path.of("/proc"), deadline).read(), node);
        Walk walked = walk.walk(new Questions(node).of(port.protocol(), port.port(), from, address, client));
        output.print(spec.commandLine().getOut(), () -> new WalkLines(spec.commandLine().getColorScheme().ansi()).of(walked),
                () -> WalkJson.of(walked));
        return walked.isCertain() ? walked.main().outcome().answered() ? ANSWERED : UNANSWERED : UNCERTAIN;
    }
}
