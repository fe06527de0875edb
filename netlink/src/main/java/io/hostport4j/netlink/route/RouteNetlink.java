package io.hostport4j.netlink.route;

import io.hostport4j.netlink.socket.Answers;
import io.hostport4j.netlink.socket.Conversation;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.NetlinkProtocol;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.AddressFamily;
import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Questions about routes, links and addresses, {@code rtnetlink(7)}. They need no privilege.
 *
 * <p>Not thread-safe.
 */
public final class RouteNetlink implements AutoCloseable {
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_GETLINK = 18;
    private static final int RTM_NEWADDR = 20;
    private static final int RTM_GETADDR = 22;
    private static final int RTM_NEWROUTE = 24;
    private static final int RTM_GETROUTE = 26;
    /** Answer with the table that was used. Without it IPv4 always says "main"; IPv6 needs no asking, and refuses the flag. */
    private static final int RTM_F_LOOKUP_TABLE = 0x1000;
    /** Answer with the entry of the table that was found, not with the way of this one packet. Linux 4.13. */
    private static final int RTM_F_FIB_MATCH = 0x2000;
    private static final int RTA_DST = 1;
    private static final int RTA_SRC = 2;
    private static final int IFA_TARGET_NETNSID = 10;
    private static final int IFLA_EXT_MASK = 29;
    /** Leaves the counters out, which are the larger half of a link's answer; kernels before 4.4 ignore it. */
    private static final int RTEXT_FILTER_SKIP_STATS = 1 << 3;

    private final Conversation conversation;
    private final MessageWriter writer = new MessageWriter();

    private RouteNetlink(Conversation conversation) {
        this.conversation = conversation;
    }

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @throws NetlinkException when the kernel refuses
     */
    public static RouteNetlink open(Syscalls syscalls) {
        return new RouteNetlink(Conversation.open(syscalls, NetlinkProtocol.ROUTE));
    }

    /**
     * The way that a packet of this node to an address takes.
     *
     * @return empty when no route leads there: there is none, or one of type unreachable, prohibit or blackhole
     * @throws NetlinkException when the kernel refuses for another reason
     */
    public Optional<Route> route(InetAddress destination) {
        AddressFamily family = AddressFamily.of(destination);
        return lookUp(destination, Optional.empty(), family == AddressFamily.IPV4 ? RTM_F_LOOKUP_TABLE : 0).flatMap(RouteNetlink::parse);
    }

    /**
     * The way that a packet from one of the namespace's addresses takes.
     *
     * @return empty as {@link #route(InetAddress)}
     * @throws NetlinkException when the kernel refuses for another reason, e.g. a source that is not there (EINVAL)
     */
    public Optional<Route> route(InetAddress destination, InetAddress source) {
        return lookUp(destination, Optional.of(source), 0).flatMap(RouteNetlink::parse);
    }

    /**
     * How many bits of an address the table's entry names that a packet to it is sent by; 0 for the default route.
     *
     * @return empty when no route leads there
     * @throws NetlinkException when the kernel refuses for another reason
     */
    public OptionalInt matchedPrefix(InetAddress destination) {
        Optional<NetlinkMessage> answer = lookUp(destination, Optional.empty(), RTM_F_FIB_MATCH)
                .filter(message -> message.type() == RTM_NEWROUTE);
        return answer.isPresent() ? OptionalInt.of(Route.destinationLength(answer.get())) : OptionalInt.empty();
    }

    /**
     * The link with an index.
     *
     * @return empty when there is none
     * @throws NetlinkException when the kernel refuses, e.g. an index below 1 (EINVAL)
     */
    public Optional<Link> link(int index) {
        int sequence = begin(RTM_GETLINK, 0);
        linkHeader(index).attributeU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS).end();
        return askForLink("get link by index", sequence);
    }

    /**
     * The link with a name.
     *
     * @return empty when there is none
     * @throws NetlinkException when the kernel refuses, e.g. a name of more than 15 bytes (ERANGE)
     */
    public Optional<Link> link(String name) {
        int sequence = begin(RTM_GETLINK, 0);
        linkHeader(0).attributeU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS).attributeString(Link.IFLA_IFNAME, name).end();
        return askForLink("get link by name", sequence);
    }

    /**
     * All links of the namespace.
     *
     * @throws NetlinkException when the kernel refuses
     */
    public List<Link> links() {
        begin(RTM_GETLINK, NetlinkFlags.DUMP);
        linkHeader(0).attributeU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS).end();
        List<Link> links = new ArrayList<>();
        try {
            for (NetlinkMessage message : conversation.consistently(writer).orThrow("list links").messages()) {
                if (message.type() == RTM_NEWLINK) {
                    links.add(Link.parse(message));
                }
            }
        } catch (MalformedMessageException e) {
            throw NetlinkException.ofMalformed("list links", e);
        }
        return List.copyOf(links);
    }

    /**
     * All addresses of the namespace's links, of both families.
     *
     * @throws NetlinkException when the kernel refuses
     */
    public List<LinkAddress> addresses() {
        begin(RTM_GETADDR, NetlinkFlags.DUMP);
        // struct ifaddrmsg: family (any), prefix length, flags, scope; link (any)
        writer.u32(0).u32(0).end();
        return addresses(conversation.consistently(writer).orThrow("list addresses"), OptionalInt.empty());
    }

    /**
     * All addresses of another namespace, of both families. Needs Linux 4.20 and CAP_NET_ADMIN in the user namespace that owns it.
     *
     * @param netnsId its id here, as in {@link Link#lowerNetnsId}
     * @return empty when the kernel does not tell
     * @throws NetlinkException when asking fails
     */
    public Optional<List<LinkAddress>> addressesOf(int netnsId) {
        int sequence = begin(RTM_GETADDR, NetlinkFlags.DUMP);
        writer.u32(0).u32(0).attributeU32(IFA_TARGET_NETNSID, netnsId).end();
        Answers answers = conversation.consistently(writer);
        return answers.errors().containsKey(sequence) ? Optional.empty() : Optional.of(addresses(answers, OptionalInt.of(netnsId)));
    }

    @Override
    public void close() {
        conversation.close();
    }

    private int begin(int type, int flags) {
        int sequence = conversation.nextSequence();
        writer.clear().begin(type, NetlinkFlags.REQUEST | flags, sequence);
        return sequence;
    }

    /** {@code struct ifinfomsg}: family and type; index; flags; changed flags. */
    private MessageWriter linkHeader(int index) {
        return writer.u32(0).u32(index).u32(0).u32(0);
    }

    private Optional<Link> askForLink(String operation, int sequence) {
        Answers answers = conversation.exchange(writer);
        ErrorMessage refusal = answers.errors().get(sequence);
        if (refusal != null && Errno.of(refusal.errno()) == Errno.ENODEV) {
            return Optional.empty();
        }
        Optional<NetlinkMessage> answer = answers.orThrow(operation).first(sequence);
        try {
            return answer.isPresent() ? Optional.of(Link.parse(answer.get())) : Optional.empty();
        } catch (MalformedMessageException e) {
            throw NetlinkException.ofMalformed(operation, e);
        }
    }

    private Optional<NetlinkMessage> lookUp(InetAddress destination, Optional<InetAddress> source, int flags) {
        byte[] address = destination.getAddress();
        int sourceLength = source.isPresent() ? address.length * Byte.SIZE : 0;
        // struct rtmsg: family, destination and source prefix lengths, tos; table, protocol, scope, type; flags
        int sequence = begin(RTM_GETROUTE, 0);
        writer.u8(AddressFamily.of(destination).number()).u8(address.length * Byte.SIZE).u8(sourceLength).u8(0)
                .u32(0)
                .u32(flags)
                .attribute(RTA_DST, address);
        source.ifPresent(from -> writer.attribute(RTA_SRC, from.getAddress()));
        writer.end();
        Answers answers = conversation.exchange(writer, 1);
        ErrorMessage refusal = answers.errors().get(sequence);
        if (refusal == null) {
            return answers.first(sequence);
        }
        if (leadsNowhere(refusal)) {
            return Optional.empty();
        }
        throw NetlinkException.ofRefusal("look up route to " + destination.getHostAddress(), refusal, sequence);
    }

    /** @param netnsId that every answer must repeat: a kernel that does not know the question tells of this namespace */
    private static List<LinkAddress> addresses(Answers answers, OptionalInt netnsId) {
        List<LinkAddress> addresses = new ArrayList<>();
        try {
            for (NetlinkMessage message : answers.messages()) {
                if (message.type() == RTM_NEWADDR && LinkAddress.netnsId(message).equals(netnsId)) {
                    addresses.add(LinkAddress.parse(message));
                }
            }
        } catch (MalformedMessageException e) {
            throw NetlinkException.ofMalformed("list addresses", e);
        }
        return List.copyOf(addresses);
    }

    private static Optional<Route> parse(NetlinkMessage answer) {
        try {
            return answer.type() == RTM_NEWROUTE ? Optional.of(Route.parse(answer)) : Optional.empty();
        } catch (MalformedMessageException e) {
            throw NetlinkException.ofMalformed("look up route", e);
        }
    }

    private static boolean leadsNowhere(ErrorMessage refusal) {
        return switch (Errno.of(refusal.errno())) {
            // No route at all, one of type unreachable, one of type prohibit.
            case ENETUNREACH, EHOSTUNREACH, EACCES -> true;
            // One of type blackhole; a request that the kernel finds wrong is refused with words.
            case EINVAL -> refusal.text().isEmpty();
            default -> false;
        };
    }
}
