package io.hostport4j.examples.demo;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.examples.Version;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** The story of a host port: before it, ADD, the page from everywhere, CHECK, DEL, and nothing left. */
public final class Demo {
    private static final String PLUGIN = "bin/portmap";
    private static final String LIST = "bin/hostport list";
    private static final String REFUSED = "Connection refused";
    private static final List<String> TARGETS = List.of(DemoWorld.WEB.v4() + ":80", "[" + DemoWorld.WEB.v6() + "]:80");

    private final Path home;
    private final Report report;
    private final DemoWorld world = new DemoWorld();
    private final ContainerRuntime runtime;

    /**
     * A demo in the network namespace of this process, see {@link OwnNamespaces#requireNew}.
     *
     * @param home where the distribution is, with the commands in its folder {@code bin}
     * @param ansi whether the reader is a terminal
     */
    public Demo(Path home, PrintStream out, Ansi ansi) {
        this.home = home;
        this.report = new Report(out, ansi);
        this.runtime = new ContainerRuntime(home.resolve(PLUGIN), world.web, DemoWorld.WEB);
    }

    /**
     * Runs it all. The processes that it starts end with it, or with this process.
     *
     * @return whether all of it held
     */
    public boolean run() {
        Runtime.getRuntime().addShutdownHook(
                new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        try {
            introduce();
            world.build();
            WebProcess web = WebProcess.start(world.web, ContainerRuntime.CONTAINER_PORT);
            try {
                before();
                add();
                fiveWays();
                lookAtIt();
                delete();
            } finally {
                web.close();
            }
        } catch (RuntimeException e) {
            report.failure(e.getMessage());
        }
        return report.end();
    }

    private void introduce() {
        report.heading("hostport4j " + Version.text() + ": the life of a host port");
        report.text(List.of(
                "Linux " + System.getProperty("os.version") + ", Java " + System.getProperty("java.version") + ".",
                "All of it is in network namespaces of the demo's own: this machine's network is not touched.",
                "Each line says what was run and what came back; the times are whole processes, start included.",
                ""));
        report.text(DemoWorld.picture());
    }

    private void before() {
        report.heading("Before: web serves a page on its port 80, and nothing of the node leads there");
        fetch(Way.direct(world));
        refused();
        node("not there", "off");
    }

    private void add() {
        report.heading("ADD: a container runtime has port " + ContainerRuntime.HOST_PORT + " of the node lead to port "
                + ContainerRuntime.CONTAINER_PORT + " of web");
        report.command(List.of(
                words(runtime.environment("ADD")) + " " + PLUGIN,
                "with the network's configuration and the bridge plugin's result on stdin, and in them",
                "\"runtimeConfig\":" + ContainerRuntime.runtimeConfig()));
        Outcome add = runtime.call("ADD");
        String result = add.exitCode() == 0 ? add.exit() + ", " + addresses(JsonObject.parse(add.stdout())) : add.exit();
        report.check("ADD", PLUGIN, result, "exit 0, " + addresses(runtime.result()), add);
        node("there", "on");
    }

    private void fiveWays() {
        report.heading("The page, five ways, and whom web sees asking");
        Way.all(world).forEach(this::fetch);
        report.text(List.of("Outside clients keep their address. There is no way from ::1: IPv6 has no route_localnet."));
    }

    private void lookAtIt() {
        report.heading("Looking at it");
        report.checkPrinted("list", LIST, list(), "exit 0", TARGETS);
        Outcome check = runtime.call("CHECK");
        report.check("CHECK", PLUGIN, check.exit(), "exit 0", check);
    }

    private void delete() {
        report.heading("DEL: the container goes, and so does all that was made for it");
        Outcome delete = runtime.call("DEL");
        report.check("DEL", PLUGIN, delete.exit(), "exit 0", delete);
        refused();
        report.checkPrinted("list", LIST, list(), "exit 0", List.of("no host ports on this node"));
        node("not there", "off");
        report.checkPrinted("CHECK finds it gone", PLUGIN, runtime.call("CHECK"), "exit 1", TARGETS);
    }

    private void fetch(Way way) {
        Outcome page = way.fetch();
        report.check(way.name(), way.url(), page.stdout(), WebServer.page(way.seenAs()), page);
    }

    private void refused() {
        for (Way way : Way.someOf(world)) {
            Outcome page = way.fetch();
            report.check(way.name(), way.url(), page.stdout(), REFUSED, page);
        }
    }

    private void node(String table, String routeLocalnet) {
        report.check("the kernel", NodeState.TABLE.toString(), NodeState::table, table);
        report.check("", NodeState.ROUTE_LOCALNET, NodeState::routeLocalnet, routeLocalnet);
    }

    private Outcome list() {
        return Processes.run(List.of(home.resolve("bin/hostport").toString(), "list"), Map.of(), "");
    }

    private static String addresses(JsonObject result) {
        return result.objects("ips").stream().map(ip -> ip.requiredString("address")).collect(Collectors.joining(", "));
    }

    private static String words(Map<String, String> environment) {
        return environment.entrySet().stream().map(variable -> variable.getKey() + "=" + variable.getValue()).collect(Collectors.joining(" "));
    }
}
