package io.hostport4j.examples.doctor;

import io.hostport4j.cni.config.ConfigDirectory;
import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.runtime.Attachment;
import io.hostport4j.cni.runtime.CniRuntime;
import io.hostport4j.cni.runtime.InProcessInvoker;
import io.hostport4j.cni.runtime.ProcessInvoker;
import io.hostport4j.cni.runtime.ResultCache;
import io.hostport4j.cni.runtime.UnclaimedCapabilities;
import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.PortMapPlugin;
import io.hostport4j.core.doctor.Doctor;
import io.hostport4j.core.doctor.Finding;
import io.hostport4j.core.doctor.Places;
import io.hostport4j.examples.Distribution;
import io.hostport4j.examples.Jdk;
import io.hostport4j.examples.Launch;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Endpoint;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.traffic.Server;
import io.hostport4j.testkit.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A node with a runtime, its folders, and one container that has host ports and listens: a healthy one, until somebody does something.
 *
 * <p>Beside 0.0.0.0:8080/tcp and 0.0.0.0:5353/udp it has a host port on an address of its own.
 */
final class DoctorNode implements AutoCloseable {
    static final String HOST_ADDRESS = "192.0.2.50";
    private static final List<Path> DEBIAN = List.of(Path.of("/usr/lib/cni"));
    private static final String BRIDGE = """
            {"type": "bridge", "bridge": "%1$s", "isGateway": true, "hairpinMode": true, "ipam": {"type": "host-local", "dataDir": "%2$s",
             "ranges": [%3$s], "routes": [%4$s]}}""";
    private static final String LISTENS_ON = """
            {"portMappings": [%s]}""";

    private final Path folder;
    private final World world;
    private final List<Runnable> closing = new ArrayList<>();
    private final NetNamespace web;
    private List<InetAddress> addresses = List.of();
    private Optional<Server> server = Optional.empty();
    private Optional<Server> doomed = Optional.empty();
    private Optional<Process> process = Optional.empty();

    private DoctorNode(Path folder, World world) {
        this.folder = folder;
        this.world = world;
        this.web = container("web");
    }

    private void furnish(String portmap) {
        write(networks().resolve("10-pods.conflist"), list("pods", bridge("pods0", "10.88.0.0/24", "fd00:88::/64"),
                "{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}" + (portmap.isEmpty() ? "" : ", " + portmap) + "}"));
        installPlugins();
        exec("ip", "address", "add", HOST_ADDRESS + "/24", "dev", "wire");
        addresses = attach("pods", "web", "eth0", """
                {"hostPort": 8080, "containerPort": 80, "protocol": "tcp"}, {"hostPort": 5353, "containerPort": 53, "protocol": "udp"},
                {"hostPort": 9443, "containerPort": 443, "protocol": "tcp", "hostIP": "%s"}""".formatted(HOST_ADDRESS));
        startServer();
    }

    /** @param portmap the plugin's configuration without type and capabilities, e.g. {@code "backend": "iptables"}; may be empty */
    static DoctorNode create(Path folder, String portmap) {
        World world = World.create();
        world.disableBridgeNetfilter();
        DoctorNode node = new DoctorNode(folder, world);
        try {
            node.furnish(portmap);
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** What the doctor finds. */
    List<Finding> findings() {
        return doctor().examine();
    }

    Doctor doctor() {
        return new Doctor(places(), BackendOptions.DEFAULT);
    }

    Places places() {
        return new Places(networks(), List.of(plugins()), cache());
    }

    World world() {
        return world;
    }

    /** The folder of networks. */
    Path networks() {
        return folder.resolve("net.d");
    }

    /** The plugin's file. */
    Path portmap() {
        return plugins().resolve("portmap");
    }

    /** The container that listens. */
    NetNamespace web() {
        return web;
    }

    /** A further network of the runtime, of one bridge with addresses, and plugins behind it. */
    void network(String file, String name, String bridge, String chained) {
        write(networks().resolve(file), list(name, bridge, chained));
    }

    static String bridge(Path folder, String name, boolean defaultRoute, String... subnets) {
        List<String> ranges = new ArrayList<>();
        for (String subnet : subnets) {
            ranges.add("[{\"subnet\": \"" + subnet + "\"}]");
        }
        String routes = !defaultRoute ? "" : subnets.length == 1 ? "{\"dst\": \"0.0.0.0/0\"}" : "{\"dst\": \"0.0.0.0/0\"}, {\"dst\": \"::/0\"}";
        return BRIDGE.formatted(name, folder.resolve("addresses"), String.join(", ", ranges), routes);
    }

    String bridge(String name, String... subnets) {
        return bridge(folder, name, true, subnets);
    }

    String bridgeWithoutDefaultRoute(String name, String subnet) {
        return bridge(folder, name, false, subnet);
    }

    /** A network namespace that goes with this. */
    NetNamespace container(String name) {
        NetNamespace namespace = NetNamespace.create(name);
        closing.add(namespace::close);
        return namespace;
    }

    /** An ADD by a runtime that keeps its cache where the doctor looks, with our plugin. */
    List<InetAddress> attach(String network, String container, String ifName, String mappings) {
        PortMapPlugin own = new PortMapPlugin(HostPorts::open, Optional.empty(), () -> "test");
        return attach(new CniRuntime(new InProcessInvoker(Map.of("portmap", own), ProcessInvoker.of(DEBIAN)), new ResultCache(cache())),
                network, container, ifName, mappings);
    }

    /** The same with the reference's plugin. */
    List<InetAddress> attachWithReference(String network, String container, String mappings) {
        return attach(new CniRuntime(ProcessInvoker.of(DEBIAN), new ResultCache(cache())), network, container, "eth0", mappings);
    }

    private List<InetAddress> attach(CniRuntime runtime, String network, String container, String ifName, String mappings) {
        NetworkList list = new ConfigDirectory(networks()).find(network);
        Attachment attachment = Attachment.of(container, "/run/netns/" + container, ifName)
                .withCapabilityArgs(JsonObject.parse(LISTENS_ON.formatted(mappings)));
        return runtime.with(UnclaimedCapabilities.IGNORE).add(list, attachment).decoded().ips().stream().map(ip -> ip.address().address()).toList();
    }

    /** Listens on all ports that host ports lead to, on all addresses of the container. */
    void startServer() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int port : List.of(80, 53, 443)) {
            endpoints.addAll(Endpoint.tcpAndUdp(port, addresses.toArray(InetAddress[]::new)));
        }
        server = Optional.of(Server.start(web, "web", endpoints));
    }

    void stopServer() {
        server.ifPresent(Server::close);
        server = Optional.empty();
    }

    /** A server in another container that goes with it. */
    void serve(NetNamespace container, List<InetAddress> addresses) {
        Server other = Server.start(container, container.name(), Endpoint.tcpAndUdp(80, addresses.toArray(InetAddress[]::new)));
        closing.add(other::close);
    }

    /** Something that goes when this goes, last first. */
    void atEnd(Runnable end) {
        closing.add(end);
    }

    /** As {@link #serve}, until {@link #lose}. */
    void serveUntilLost(NetNamespace container, List<InetAddress> addresses) {
        doomed = Optional.of(Server.start(container, container.name(), Endpoint.tcpAndUdp(80, addresses.toArray(InetAddress[]::new))));
    }

    void lose() {
        doomed.ifPresent(Server::close);
        doomed = Optional.empty();
    }

    /** A process of the node that a later step waits for. */
    void note(Process started) {
        process = Optional.of(started);
    }

    Process noted() {
        return process.orElseThrow();
    }

    Path folder() {
        return folder;
    }

    Path cache() {
        return folder.resolve("cache");
    }

    /** What the client gets that asks the node. */
    Reply ask(Protocol protocol, int port) {
        return Client.in(world.client()).ask(protocol, world.nodeV4(), port);
    }

    /** Runs a command on the node. */
    Execution exec(String... command) {
        return world.node().exec(command).orThrow();
    }

    /** Rules that another program has on a node, as it lists them, with a text in the place of another. */
    void load(String name, String text, String instead) {
        Path file = folder.resolve(name);
        try (InputStream resource = Objects.requireNonNull(DoctorNode.class.getResourceAsStream(name), name)) {
            write(file, new String(resource.readAllBytes(), StandardCharsets.UTF_8).replace(text, instead));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (name.endsWith(".nft")) {
            exec("nft", "-f", file.toString());
        } else {
            exec("iptables-restore", "--noflush", file.toString());
        }
    }

    /** Runs a line in a shell that has the installed command. */
    Execution shell(String line) {
        return Launch.of(Path.of("/bin/sh"), "-c", line).with("PATH", Distribution.bin() + ":/usr/sbin:/usr/bin:/sbin:/bin")
                .on(Jdk.ofThisJvm()).execute();
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        lose();
        stopServer();
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).run();
        }
        world.close();
    }

    private Path plugins() {
        return folder.resolve("bin");
    }

    /** Files of their own, so that a test can do to them what it likes. */
    private void installPlugins() {
        Map.of("portmap", Distribution.portmap(), "bridge", DEBIAN.get(0).resolve("bridge")).forEach((name, plugin) -> {
            write(plugins().resolve(name), "#!/bin/sh\nexec " + plugin + " \"$@\"\n");
            exec("chmod", "755", plugins().resolve(name).toString());
        });
    }

    static String list(String name, String... plugins) {
        return "{\"cniVersion\": \"1.0.0\", \"name\": \"" + name + "\", \"plugins\": [" + String.join(", ", List.of(plugins).stream()
                .filter(plugin -> !plugin.isEmpty()).toList()) + "]}\n";
    }

    /** What installing writes outside of the test's folder stays in the test's own mount namespace. */
    static void hideSystemFolders() {
        ProcessRun.of("mount", "-t", "tmpfs", "tmpfs", "/opt").execute().orThrow();
    }
}
