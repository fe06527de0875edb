package io.hostport4j.core.doctor;

import java.util.Locale;

/** What can be wrong with host ports. Ids are printed and documented ({@code docs/doctor.md}), so they never change. */
public enum FindingId {
    /** A chain has the plugin and does not declare {@code portMappings}, so runtimes hand it no host ports. */
    CAPABILITY_MISSING("the plugin is in the chain, and runtimes are not told to hand it host ports"),
    /** No plugin of the chain that the runtime takes could be handed host ports. */
    PLUGIN_NOT_IN_CHAIN("no plugin of the network takes host ports"),
    /** A plugin of a chain is in none of the runtime's folders. */
    PLUGIN_BINARY_MISSING("a plugin of the network is in none of the folders for plugins"),
    /** A plugin of a chain may not be executed. */
    PLUGIN_NOT_EXECUTABLE("a plugin of the network cannot be executed"),
    /** The runtime takes the first file of the folder, and host ports are in another one. */
    OTHER_NETWORK_FIRST("the runtime takes another network, which has no host ports"),
    /** A file in the folder of networks cannot be read as one. */
    NETWORK_FILE_BROKEN("a network's file cannot be read"),
    /** A running container was attached when its network had no plugin for host ports. */
    CONTAINER_NOT_COVERED("a running container asked for host ports when nothing gave it any"),
    /** A running container's host ports are not in the kernel. */
    FORWARD_MISSING("host ports of a running container are not in the kernel"),
    /** The rules that all host ports share are not whole. */
    RULES_DAMAGED("rules that host ports need are not as they should be"),
    /** Another rule takes the packets before ours could. */
    RULE_SHADOWED("a rule of somebody else takes the packets first"),
    /** The way from the node to the container is closed by a filter. */
    FORWARD_DROPPED("a filter drops packets on their way to the container"),
    /** A Service's NodePort has the port. */
    NODE_PORT_CLAIMS("a NodePort of a Service claims the port"),
    /** Rules are in both flavours of iptables. */
    IPTABLES_MIXED("rules are in iptables-legacy and in iptables-nft"),
    /** The node sends no packet on. */
    FORWARDING_OFF("the node sends no packets on"),
    /** The node does not send from 127.0.0.0/8 to the container. */
    ROUTE_LOCALNET_OFF("clients on 127.0.0.1 get no answer"),
    /** The node drops the container's answers, because they come in by another interface than they should. */
    RP_FILTER_STRICT("the node's reverse path filter drops the container's answers"),
    /** A bridge does not send a container's packets back to it. */
    HAIRPIN_OFF("the container cannot reach its own host port"),
    /** The connection tracker sends a flow to where the port led before. */
    FLOW_STALE("a flow still goes where the port led before"),
    /** A process of the node listens on a host port, and hears nothing. */
    HOST_LISTENER("a process of the node listens on the same port, and hears nothing"),
    /** Two containers have one host port. */
    TWO_HOLDERS("two have the same host port"),
    /** The container behind a host port is gone. */
    HOLDER_DEAD("the container behind the host port is gone"),
    /** The address of a host port is not one of the node's. */
    HOST_ADDRESS_MISSING("the host port's address is not on this node"),
    /** Nothing in the container listens on the port. */
    CONTAINER_NOT_LISTENING("nothing in the container listens on the port"),
    /** A host port of one family is asked for a container that has no address of it. */
    CONTAINER_ADDRESS_MISSING("the container has no address of the host port's family"),
    /** The kernel lacks something. */
    KERNEL_FEATURE_MISSING("the kernel or the node lacks something that host ports need"),
    /** This process may not look. */
    PERMISSION_MISSING("a permission is missing"),
    /** A real connection got no answer, and nothing tells why. */
    NO_ANSWER("a connection to the port gets no answer");

    private final String sentence;

    FindingId(String sentence) {
        this.sentence = sentence;
    }

    /** As it is printed, e.g. {@code capability-missing}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it means, in one sentence without a full stop. */
    public String sentence() {
        return sentence;
    }

    @Override
    public String toString() {
        return text();
    }
}
