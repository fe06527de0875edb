package io.hostport4j.testkit.world;

import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.cni.Attachment;
import io.hostport4j.testkit.cni.CniChain;
import io.hostport4j.testkit.traffic.Endpoint;
import io.hostport4j.testkit.traffic.Server;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * A node, which is the test JVM's own network namespace; a client that reaches it over a wire; and containers that CNI chains connect.
 *
 * <p>The node forwards, and the client's default routes lead through it. One world at a time; tests that use it carry
 * {@link RequiresWorld}.
 */
public final class World implements AutoCloseable {

    private static final Path DEBIAN_PLUGINS = Path.of("/usr/lib/cni");

    private final Teardown teardown = new Teardown();
    private final Node node = new Node(NetNamespace.node(), teardown);
    private final Sandboxes sandboxes = new Sandboxes();
    private final ScratchFolder scratch = ScratchFolder.create();
    private final NetNamespace client;

    private World() {
        teardown.add(scratch::delete);
        teardown.add(sandboxes::close);
        try {
            client = sandboxes.create("client");
            node.clearAtEnd();
            node.forward();
            Wire.connect(node.namespace(), client);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Makes the node and its client.
     *
     * @return a world without containers
     * @throws IllegalStateException if the kernel refuses something, or this JVM has no namespaces of its own
     */
    public static World create() {
        return new World();
    }

    /**
     * The node: the test JVM's own namespace.
     *
     * @return the namespace
     */
    public NetNamespace node() {
        return node.namespace();
    }

    /**
     * The client outside of the node.
     *
     * @return the namespace
     */
    public NetNamespace client() {
        return client;
    }

    /**
     * The node's IPv4 address on the wire.
     *
     * @return 192.0.2.1
     */
    public InetAddress nodeV4() {
        return Wire.NODE_V4;
    }

    /**
     * The node's IPv6 address on the wire.
     *
     * @return 2001:db8::1
     */
    public InetAddress nodeV6() {
        return Wire.NODE_V6;
    }

    /**
     * The client's IPv4 address.
     *
     * @return 192.0.2.2
     */
    public InetAddress clientV4() {
        return Wire.CLIENT_V4;
    }

    /**
     * The client's IPv6 address.
     *
     * @return 2001:db8::2
     */
    public InetAddress clientV6() {
        return Wire.CLIENT_V6;
    }

    /** Lets bridged packets pass iptables and nf_tables as routed ones do: net.bridge.bridge-nf-call-iptables and -ip6tables become 1. */
    public void enableBridgeNetfilter() {
        node.set("bridge/bridge-nf-call-iptables", "1");
        node.set("bridge/bridge-nf-call-ip6tables", "1");
    }

    /**
     * Keeps bridged packets away from iptables and nf_tables: net.bridge.bridge-nf-call-iptables and -ip6tables become 0. A kernel
     * without these settings does so anyway.
     */
    public void disableBridgeNetfilter() {
        for (String setting : List.of("bridge/bridge-nf-call-iptables", "bridge/bridge-nf-call-ip6tables")) {
            if (new Sysctl(setting).exists()) {
                node.set(setting, "0");
            }
        }
    }

    /**
     * Changes a kernel setting of the node until this world is closed.
     *
     * @param setting the part after {@code /proc/sys/net/}, such as {@code "ipv4/conf/all/route_localnet"}
     * @param value what is written
     */
    public void set(String setting, String value) {
        node.set(setting, value);
    }

    /**
     * The chain of a dual-stack pod network on the bridge "pods0": 10.88.0.0/24 and fd00:88::/64, hairpin mode on, no masquerading.
     *
     * @return Debian's bridge plugin with host-local; {@link CniChain#then} puts the plugin under test behind it
     */
    public CniChain podNetwork() {
        return CniChain.parse(new PodNetwork().conflist(scratch.path().resolve("addresses")), List.of(DEBIAN_PLUGINS));
    }

    /**
     * Makes a container without port mappings.
     *
     * @param id its container id, and the name of its namespace
     * @param chain what connects its interface eth0
     * @return the container, whose addresses are ready for use
     * @throws IllegalStateException if a plugin fails; nothing but the plugins' own state is left then
     */
    public Container start(String id, CniChain chain) {
        return connect(id, chain, "{}");
    }

    /**
     * Makes a container with port mappings.
     *
     * @param id its container id, and the name of its namespace
     * @param chain what connects its interface eth0
     * @param portMappings a JSON array, handed to the plugins that declare the capability {@code portMappings}
     * @return the container, whose addresses are ready for use
     * @throws IllegalStateException if a plugin fails; nothing but the plugins' own state is left then
     */
    public Container start(String id, CniChain chain, String portMappings) {
        return connect(id, chain, "{\"portMappings\":" + portMappings + "}");
    }

    /**
     * Disconnects a container by its chain's DEL, and deletes its namespace.
     *
     * @param container a container of this world
     * @throws IllegalStateException if a plugin fails; the namespace stays until this world is closed
     */
    public void stop(Container container) {
        container.chain().del(container.attachment(), container.result()).orThrow();
        sandboxes.close(container.namespace());
    }

    /**
     * Starts a server that is closed with this world, if not before.
     *
     * @param namespace where it runs
     * @param name what it calls itself in answers, one word
     * @param endpoints where it listens
     * @return the server
     */
    public Server serve(NetNamespace namespace, String name, List<Endpoint> endpoints) {
        Server server = Server.start(namespace, name, endpoints);
        teardown.add(server::close);
        return server;
    }

    /**
     * Starts a server, named after its container, on all addresses of the container, for TCP and UDP.
     *
     * @param container where it runs
     * @param port the port of all its endpoints
     * @return the server
     */
    public Server serve(Container container, int port) {
        InetAddress[] addresses = container.result().addresses().toArray(InetAddress[]::new);
        return serve(container.namespace(), container.id(), Endpoint.tcpAndUdp(port, addresses));
    }

    /** Ends all servers, removes all containers without asking their plugins, the client, and all interfaces, rules and flows of the node. */
    @Override
    public void close() {
        teardown.close();
    }

    private Container connect(String id, CniChain chain, String capabilityArgs) {
        NetNamespace sandbox = sandboxes.create(id);
        try {
            Attachment attachment = new Attachment(id, sandbox.path(), "eth0", capabilityArgs);
            Container container = new Container(sandbox, chain, attachment, chain.add(attachment).result());
            new Links(sandbox).awaitReady(attachment.ifName());
            return container;
        } catch (RuntimeException e) {
            sandboxes.close(sandbox);
            throw e;
        }
    }
}
