package io.hostport4j.examples.doctor;

import static io.hostport4j.examples.doctor.DoctorNode.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.doctor.FindingId;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Failure;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All faults that the doctor is to find in a node. */
final class Faults {
    private static final String PORTMAP = "{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}";

    private Faults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("the capability is missing in the conflist", FindingId.CAPABILITY_MISSING, node ->
                        node.network("10-pods.conflist", "pods", node.bridge("pods0", "10.88.0.0/24"), "{\"type\": \"portmap\"}")),
                Fault.of("the plugin is not in the chain at all", FindingId.PLUGIN_NOT_IN_CHAIN, node ->
                        node.network("10-pods.conflist", "pods", node.bridge("pods0", "10.88.0.0/24"), "")),
                Fault.of("the plugin's binary is missing", FindingId.PLUGIN_BINARY_MISSING, node ->
                        node.exec("rm", node.portmap().toString())),
                Fault.of("the plugin is not executable", FindingId.PLUGIN_NOT_EXECUTABLE, node ->
                        node.exec("chmod", "644", node.portmap().toString())),
                Fault.of("another conflist sorts first", FindingId.OTHER_NETWORK_FIRST, node ->
                        node.network("05-other.conflist", "other", node.bridge("other0", "10.89.0.0/24"), "")),
                Fault.of("JSON in the folder is broken", FindingId.NETWORK_FILE_BROKEN, node ->
                        write(node.networks().resolve("20 it's.conflist"), "{\"name\": \"half\", \"plugins\": [{")),
                Fault.of("a running container was attached without the plugin", FindingId.CONTAINER_NOT_COVERED, node -> {
                    node.network("50-plain.conflist", "plain", node.bridge("plain0", "10.90.0.0/24"), "");
                    node.serve(node.container("plain"), node.attach("plain", "plain", "eth0", tcp(9090)));
                }),
                Fault.of("all rules were flushed", FindingId.FORWARD_MISSING, node -> node.exec("nft", "flush", "ruleset")),
                Fault.of("all rules of iptables were flushed", FindingId.FORWARD_MISSING, node -> node.exec("iptables", "-t", "nat", "-F"))
                        .with("\"backend\": \"iptables\""),
                Fault.of("one element is gone", FindingId.FORWARD_MISSING, node -> node.exec("nft", "flush", "map", "inet", "hostport", "any4")),
                Fault.of("a base chain's jump is missing", FindingId.RULES_DAMAGED, node ->
                        node.exec("nft", "flush", "chain", "inet", "hostport", "prerouting")),
                Fault.of("a jump of iptables is missing", FindingId.RULES_DAMAGED, node -> node.exec("iptables", "-t", "nat", "-D", "PREROUTING",
                        "-m", "addrtype", "--dst-type", "LOCAL", "-j", "CNI-HOSTPORT-DNAT")).with("\"backend\": \"iptables\""),
                Fault.of("ip_forward is off", FindingId.FORWARDING_OFF, node -> node.exec("sysctl", "-w", "net.ipv4.ip_forward=0")),
                Fault.of("IPv6 forwarding is off", FindingId.FORWARDING_OFF, node -> node.exec("sysctl", "-w", "net.ipv6.conf.all.forwarding=0")),
                Fault.of("route_localnet is off", FindingId.ROUTE_LOCALNET_OFF, node ->
                        node.exec("sysctl", "-w", "net.ipv4.conf.pods0.route_localnet=0")),
                Fault.of("Docker with all its rules publishes the port", FindingId.RULE_SHADOWED, node -> node.load("docker.iptables", "18080", "8080")),
                Fault.of("Podman publishes the port", FindingId.RULE_SHADOWED, node -> node.load("netavark.nft", "18081", "8080")),
                Fault.of("firewalld with all its rules rejects what is forwarded", FindingId.FORWARD_DROPPED, node ->
                        node.load("firewalld.nft", "\t\tct status dnat accept\n", "")),
                Fault.of("a NodePort beside all of kube-proxy's rules in iptables", FindingId.NODE_PORT_CLAIMS, node ->
                        node.load("kube-proxy.iptables", "30080", "8080"))
                        .then(node -> node.exec("iptables", "-t", "nat", "-F", "KUBE-NODEPORTS")),
                Fault.of("a NodePort beside all of kube-proxy's rules in nf_tables", FindingId.NODE_PORT_CLAIMS, node ->
                        node.load("kube-proxy.nft", "30080", "8080"))
                        .then(node -> node.exec("nft", "delete", "element", "ip", "kube-proxy", "service-nodeports", "{ tcp . 8080 }")),
                Fault.of("strict rp_filter drops the answers", FindingId.RP_FILTER_STRICT, Faults::filterAnswers).after(Faults::giveSecondInterface)
                        .then(node -> assertThat(node.ask(Protocol.TCP, 9091)).isInstanceOf(Answer.class)),
                Fault.of("a bridge port is without hairpin mode", FindingId.HAIRPIN_OFF, Faults::turnHairpinOff)
                        .after(node -> node.world().enableBridgeNetfilter())
                        .then(node -> assertThat(askItself(node)).isInstanceOf(Answer.class)),
                Fault.of("a conntrack entry is stale", FindingId.FLOW_STALE, Faults::makeStaleFlow),
                Fault.of("a process of the node has the port", FindingId.HOST_LISTENER, Faults::listenOnNode).then(Faults::awaitEndOfListener),
                Fault.of("a leftover of the reference holds the same port", FindingId.TWO_HOLDERS, node -> reference(node, "old", "10.88.0.3"))
                        .after(node -> {
                            node.container("old");
                            assertThat(node.attach("pods", "old", "eth0", "").get(0)).isEqualTo(DoctorNode.address("10.88.0.3"));
                        }),
                Fault.of("the reference left rules of the same container", FindingId.TWO_HOLDERS, node ->
                        reference(node, "web", "10.88.0.2")),
                Fault.of("another table has the port before", FindingId.RULE_SHADOWED, node -> node.exec("nft", "add table ip own; "
                        + "add chain ip own pre { type nat hook prerouting priority -101; }; add rule ip own pre tcp dport 8080 dnat to 10.88.0.99:80")),
                Fault.of("Docker publishes the port", FindingId.RULE_SHADOWED, node -> node.exec("sh", "-ec", "iptables -t nat -N DOCKER; "
                        + "iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER; iptables -t nat -A DOCKER ! -i docker0 -p tcp "
                        + "-m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80")),
                Fault.of("an earlier rule of the same table accepts", FindingId.RULE_SHADOWED, node -> node.exec("iptables", "-t", "nat", "-I",
                        "PREROUTING", "-p", "tcp", "--dport", "8080", "-j", "ACCEPT")).with("\"backend\": \"iptables\""),
                Fault.of("the policy of FORWARD drops", FindingId.FORWARD_DROPPED, node -> node.exec("iptables", "-P", "FORWARD", "DROP")),
                Fault.of("a firewall rejects what is forwarded", FindingId.FORWARD_DROPPED, node -> node.exec("nft", "add table inet firewalld; "
                        + "add chain inet firewalld filter_FORWARD { type filter hook forward priority 10; }; add rule inet firewalld "
                        + "filter_FORWARD ct state established,related accept; add rule inet firewalld filter_FORWARD reject with icmpx admin-prohibited")),
                Fault.of("a NodePort of kube-proxy in nf_tables", FindingId.NODE_PORT_CLAIMS, node -> node.exec("nft", "add table ip kube-proxy; "
                        + "add map ip kube-proxy service-nodeports { type inet_proto . inet_service : verdict; }; add chain ip kube-proxy external; "
                        + "add rule ip kube-proxy external meta l4proto tcp dnat to 10.88.0.99:80; "
                        + "add element ip kube-proxy service-nodeports { tcp . 8080 : goto external }; "
                        + "add chain ip kube-proxy nat-prerouting { type nat hook prerouting priority -100; }; "
                        + "add rule ip kube-proxy nat-prerouting fib daddr type local meta l4proto . th dport vmap @service-nodeports"))
                        .then(node -> node.exec("nft", "delete element ip kube-proxy service-nodeports { tcp . 8080 }")),
                Fault.of("a NodePort of kube-proxy in iptables", FindingId.NODE_PORT_CLAIMS, node -> node.exec("sh", "-ec",
                        "iptables -t nat -N KUBE-NODEPORTS; iptables -t nat -I PREROUTING -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS; "
                        + "iptables -t nat -A KUBE-NODEPORTS -p tcp -m comment --comment default/web -m tcp --dport 8080 -j DNAT --to-destination 10.88.0.99:80"))
                        .then(node -> node.exec("iptables", "-t", "nat", "-F", "KUBE-NODEPORTS")),
                Fault.of("rules are in both flavours of iptables", FindingId.IPTABLES_MIXED, node -> node.exec("sh", "-ec",
                        "iptables-legacy -A INPUT -p tcp --dport 25 -j DROP; iptables-nft -A INPUT -p tcp --dport 26 -j DROP"))
                        .then(node -> assertThat(node.shell("iptables-nft-save").stdout()).contains("--dport 25", "--dport 26")),
                Fault.of("the holder is dead", FindingId.HOLDER_DEAD, Faults::loseOld).after(Faults::attachOld),
                Fault.of("the host address is not on this node", FindingId.HOST_ADDRESS_MISSING, node ->
                        node.exec("ip", "address", "del", DoctorNode.HOST_ADDRESS + "/24", "dev", "wire")),
                Fault.of("nothing in the container listens", FindingId.CONTAINER_NOT_LISTENING, DoctorNode::stopServer)
                        .then(DoctorNode::startServer),
                Fault.of("a host port of IPv6 is on a container without", FindingId.CONTAINER_ADDRESS_MISSING, Faults::attachWithoutIpv6)
                        .after(node -> node.container("old"))
                        .then(node -> Files.delete(node.cache().resolve("results/v4-old-eth0"))));
    }

    private static String tcp(int hostPort) {
        return "{\"hostPort\": " + hostPort + ", \"containerPort\": 80, \"protocol\": \"tcp\"}";
    }

    /** Its default route stays that of the first one, so answers of the second one leave by the first. */
    private static void giveSecondInterface(DoctorNode node) {
        node.network("70-side.conflist", "side", node.bridgeWithoutDefaultRoute("side0", "10.99.0.0/24"), PORTMAP);
        node.serve(node.web(), node.attach("side", "web", "eth1", tcp(9091)));
        List.of("all", "pods0").forEach(name -> node.world().set("ipv4/conf/" + name + "/rp_filter", "0"));
        assertThat(node.ask(Protocol.TCP, 9091)).isInstanceOf(Answer.class);
    }

    private static void filterAnswers(DoctorNode node) {
        node.exec("sysctl", "-w", "net.ipv4.conf.all.rp_filter=1");
        assertThat(node.ask(Protocol.TCP, 9091)).isEqualTo(Failure.TIMED_OUT);
    }

    private static void turnHairpinOff(DoctorNode node) {
        assertThat(askItself(node)).isInstanceOf(Answer.class);
        String port = node.exec("sh", "-c", "ip -o link show master pods0 | sed 's/^[0-9]*: \\([^@:]*\\).*/\\1/'").stdout().strip();
        node.exec("bridge", "link", "set", "dev", port, "hairpin", "off");
        assertThat(askItself(node)).isEqualTo(Failure.TIMED_OUT);
    }

    private static Reply askItself(DoctorNode node) {
        return Client.in(node.web()).ask(Protocol.TCP, node.world().nodeV4(), 8080);
    }

    /** A flow that began while the host port was not there. */
    private static void makeStaleFlow(DoctorNode node) throws Exception {
        node.exec("nft", "delete", "element", "inet", "hostport", "any4", "{ udp . 5353 }");
        node.world().client().call(() -> {
            try (DatagramSocket socket = new DatagramSocket(40000)) {
                byte[] question = {'?'};
                socket.send(new DatagramPacket(question, 1, new InetSocketAddress(node.world().nodeV4(), 5353)));
                return true;
            }
        });
        node.exec("nft", "add", "element", "inet", "hostport", "any4", "{ udp . 5353 comment \"pods/web/eth0\" : 10.88.0.2 . 53 }");
    }

    private static void listenOnNode(DoctorNode node) throws Exception {
        Process socat = new ProcessBuilder("socat", "-d", "-d", "TCP4-LISTEN:8080,fork", "/dev/null").redirectErrorStream(true).start();
        node.atEnd(socat::destroyForcibly);
        node.note(socat);
        String line = socat.inputReader().readLine();
        assertThat(line).contains("listening on");
    }

    private static void awaitEndOfListener(DoctorNode node) throws Exception {
        assertThat(node.noted().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** What the reference's plugin does with a host port that ours has already. */
    private static void reference(DoctorNode node, String container, String address) {
        Path config = node.folder().resolve("reference.json");
        write(config, """
                {"cniVersion": "1.0.0", "name": "pods", "type": "portmap", "runtimeConfig": {"portMappings": [%s]}, "prevResult":
                 {"cniVersion": "1.0.0", "interfaces": [{"name": "eth0", "sandbox": "/run/netns/%2$s"}], "ips": [{"address": "%3$s/24", "interface": 0}]}}
                """.formatted(tcp(8080), container, address));
        node.exec("sh", "-c", "CNI_COMMAND=ADD CNI_CONTAINERID=" + container + " CNI_NETNS=/run/netns/" + container
                + " CNI_IFNAME=eth0 CNI_PATH=/usr/lib/cni /usr/lib/cni/portmap <" + config);
    }

    private static void attachOld(DoctorNode node) {
        NetNamespace old = NetNamespace.create("old");
        node.atEnd(() -> node.world().node().exec("ip", "netns", "delete", "old"));
        node.serveUntilLost(old, node.attach("pods", "old", "eth0", tcp(9090)));
    }

    /** As a crash does, after which nobody calls DEL. */
    private static void loseOld(DoctorNode node) {
        node.lose();
        // Deleting a namespace takes its interfaces some time later.
        node.exec("ip", "-n", "old", "link", "delete", "eth0");
        node.exec("ip", "netns", "delete", "old");
    }

    /** The reference passes over a host port that can never work. */
    private static void attachWithoutIpv6(DoctorNode node) {
        node.network("60-v4.conflist", "v4", node.bridge("v40", "10.91.0.0/24"), PORTMAP);
        node.attachWithReference("v4", "old", """
                {"hostPort": 7070, "containerPort": 80, "protocol": "tcp", "hostIP": "2001:db8::1"}""");
    }
}
