package io.hostport4j.examples.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The node, which is the namespace of this process; a client wired to it; and two containers on its bridge. */
final class DemoWorld {
    static final String BRIDGE = "cni0";

    static final Addresses NODE = new Addresses("192.0.2.1", "2001:db8::1");
    static final Addresses CLIENT = new Addresses("192.0.2.2", "2001:db8::2");
    static final Addresses GATEWAY = new Addresses("10.88.0.1", "fd00:88::1");
    static final Addresses WEB = new Addresses("10.88.0.2", "fd00:88::2");
    static final Addresses NEIGHBOUR = new Addresses("10.88.0.3", "fd00:88::3");

    private static final Duration READY_LIMIT = Duration.ofSeconds(10);

    final Place node = Place.here("node");
    final Place client = Place.named("client");
    final Place web = Place.named("web");
    final Place neighbour = Place.named("neighbour");

    /** The world as people draw it. */
    static List<String> picture() {
        return List.of(
                "client 192.0.2.2   ─── 192.0.2.1   node  10.88.0.1 ─┬─ web       10.88.0.2",
                "       2001:db8::2     2001:db8::1       fd00:88::1 │            fd00:88::2",
                "                                         bridge cni0 └─ neighbour 10.88.0.3",
                "                                                                  fd00:88::3");
    }

    /**
     * Makes it all with {@code ip}, as CNI's bridge plugin would.
     *
     * @throws IllegalStateException when the kernel refuses something; names the command
     */
    void build() {
        node.set("ipv4/ip_forward", "1");
        node.set("ipv6/conf/all/forwarding", "1");
        node.set("ipv6/conf/default/accept_dad", "0");
        keepBridgedPacketsOnTheBridge();
        node.ip(List.of("link add " + BRIDGE + " type bridge"));
        node.ip(GATEWAY.assignTo(BRIDGE));

        wire(client, "wire");
        node.ip(NODE.assignTo("wire"));
        client.ip(CLIENT.assignTo("eth0"));
        plugIn(web, WEB);
        plugIn(neighbour, NEIGHBOUR);

        awaitReady(node, List.of(BRIDGE, "wire", port(web), port(neighbour)));
        for (Place place : List.of(client, web, neighbour)) {
            awaitReady(place, List.of("eth0"));
        }
    }

    /** The node's end of a container's wire. */
    static String port(Place container) {
        return "veth-" + container.name();
    }

    /**
     * With the module br_netfilter, as on many Kubernetes nodes, bridged packets pass nf_tables as well, and a neighbour keeps its
     * address. The demo shows the same on every machine, and of the two cases the one that asks more of the plugin.
     */
    private void keepBridgedPacketsOnTheBridge() {
        if (Files.exists(Path.of("/proc/sys/net/bridge"))) {
            node.set("bridge/bridge-nf-call-iptables", "0");
            node.set("bridge/bridge-nf-call-ip6tables", "0");
        }
    }

    private void wire(Place place, String nodesEnd) {
        node.ip(List.of("netns add " + place.name()));
        place.set("ipv6/conf/default/accept_dad", "0");
        place.ip(List.of("link set lo up"));
        node.ip(List.of("link add " + nodesEnd + " type veth peer name eth0 netns " + place.name()));
    }

    private void plugIn(Place container, Addresses addresses) {
        wire(container, port(container));
        node.ip(List.of(
                "link set " + port(container) + " master " + BRIDGE + " up",
                // Without it the bridge never sends a frame back to where it came from, and no container reaches itself.
                "link set " + port(container) + " type bridge_slave hairpin on"));
        List<String> commands = new ArrayList<>(addresses.assignTo("eth0"));
        commands.addAll(GATEWAY.asGateways());
        container.ip(commands);
    }

    /** The kernel notices a carrier on a work queue, and gives out link-local addresses after that. */
    private static void awaitReady(Place place, List<String> devices) {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        for (String device : devices) {
            while (!place.ipShow("link", "show", "dev", device).contains("state UP")
                    || !place.ipShow("-6", "address", "show", "dev", device, "tentative").isBlank()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("interface \"" + device + "\" in \"" + place.name() + "\" was not ready after "
                            + READY_LIMIT.toSeconds() + " s; see whether this kernel has IPv6");
                }
            }
        }
    }
}
