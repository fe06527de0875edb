package io.hostport4j.netlink.conntrack;

import io.hostport4j.netlink.socket.Answers;
import io.hostport4j.netlink.socket.Conversation;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.NetlinkProtocol;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lists and deletes tracked connections. It needs CAP_NET_ADMIN in the user namespace that owns the network namespace.
 *
 * <p>Where the kernel tracks nothing, because nothing asked it to or because it cannot, there are no flows. Not thread-safe.
 */
public final class Conntrack implements AutoCloseable {
    private static final int IPCTNL_MSG_CT_NEW = 0x100;
    private static final int IPCTNL_MSG_CT_GET = 0x101;
    private static final int IPCTNL_MSG_CT_DELETE = 0x102;
    private static final int IPCTNL_MSG_CT_GET_STATS = 0x105;
    private static final int CTA_STATS_GLOBAL_ENTRIES = 1;
    private static final int AF_UNSPEC = 0;
    /** Deletions in one send: their answers must fit into the receive buffer together, 208 KiB by default. */
    private static final int DELETIONS_AT_ONCE = 64;

    private final Conversation conversation;
    private final MessageWriter writer = new MessageWriter();

    private Conntrack(Conversation conversation) {
        this.conversation = conversation;
    }

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @throws NetlinkException when the kernel refuses
     */
    public static Conntrack open(Syscalls syscalls) {
        return new Conntrack(Conversation.open(syscalls, NetlinkProtocol.NETFILTER));
    }

    /**
     * The flows that match, chosen by the kernel where it can (5.8) and checked here in any case.
     *
     * @throws NetlinkException when the kernel refuses, e.g. for lack of privilege (EPERM)
     */
    public List<Flow> list(FlowFilter filter) {
        List<Flow> flows = new ArrayList<>();
        try {
            for (NetlinkMessage message : dump(filter)) {
                if (message.type() == IPCTNL_MSG_CT_NEW) {
                    Flow flow = Flow.parse(message);
                    if (filter.matches(flow)) {
                        flows.add(flow);
                    }
                }
            }
        } catch (MalformedMessageException e) {
            throw NetlinkException.ofMalformed("list conntrack flows", e);
        }
        return List.copyOf(flows);
    }

    /**
     * How many flows there are in this network namespace, those whose first packet is still on its way included.
     *
     * @return 0 also where the kernel tracks none
     * @throws NetlinkException when the kernel refuses
     */
    public int count() {
        writer.clear();
        int sequence = begin(IPCTNL_MSG_CT_GET_STATS, NetlinkFlags.ACK, AF_UNSPEC);
        writer.end();
        Answers answers = conversation.exchange(writer);
        if (isWithoutConntrack(answers.errors().get(sequence))) {
            return 0;
        }
        try {
            for (NetlinkMessage message : answers.orThrow("count conntrack flows").messages()) {
                Attributes attributes = message.attributes(Flow.HEADER_LENGTH);
                while (attributes.next()) {
                    if (attributes.type() == CTA_STATS_GLOBAL_ENTRIES) {
                        return attributes.be32();
                    }
                }
            }
        } catch (MalformedMessageException e) {
            throw NetlinkException.ofMalformed("count conntrack flows", e);
        }
        return 0;
    }

    /**
     * Deletes one flow, and no other that has come into its place: the kernel compares {@link Flow#id} too.
     *
     * @return whether it was still there
     * @throws NetlinkException when the kernel refuses
     */
    public boolean delete(Flow flow) {
        return delete(List.of(flow)) == 1;
    }

    /**
     * Deletes flows, each as {@link #delete(Flow)} does; one that the kernel refuses to delete keeps none of the others.
     *
     * @return how many were still there
     * @throws NetlinkException when the kernel refuses one, after all others are deleted
     */
    public int delete(Collection<Flow> flows) {
        List<Flow> all = List.copyOf(flows);
        List<NetlinkException> refusals = new ArrayList<>();
        int deleted = 0;
        for (int from = 0; from < all.size(); from += DELETIONS_AT_ONCE) {
            deleted += deleteAtOnce(all.subList(from, Math.min(from + DELETIONS_AT_ONCE, all.size())), refusals);
        }
        if (!refusals.isEmpty()) {
            throw refusals.get(0);
        }
        return deleted;
    }

    /**
     * Deletes the flows that match, found by one dump.
     *
     * @return how many were deleted
     * @throws NetlinkException when the kernel refuses
     */
    public int deleteMatching(FlowFilter filter) {
        return delete(list(filter));
    }

    /**
     * Deletes the flows that match a filter and a further condition, found by one dump; for any number of conditions give
     * what they have in common as the filter.
     *
     * @return how many were deleted
     * @throws NetlinkException when the kernel refuses
     */
    public int deleteMatching(FlowFilter filter, Predicate<? super Flow> condition) {
        List<Flow> flows = new ArrayList<>();
        for (Flow flow : list(filter)) {
            if (condition.test(flow)) {
                flows.add(flow);
            }
        }
        return delete(flows);
    }

    @Override
    public void close() {
        conversation.close();
    }

    private List<NetlinkMessage> dump(FlowFilter filter) {
        KernelFilter kernelFilter = new KernelFilter(filter);
        if (kernelFilter.isUseful()) {
            beginDump(filter);
            kernelFilter.write(writer);
            Answers answers = conversation.consistently(writer.end());
            if (answers.errors().isEmpty()) {
                return answers.messages();
            }
            // Kernels differ in the filters they refuse; without one, a refusal has another reason.
        }
        int sequence = beginDump(filter);
        Answers answers = conversation.consistently(writer.end());
        if (isWithoutConntrack(answers.errors().get(sequence))) {
            return List.of();
        }
        return answers.orThrow("list conntrack flows").messages();
    }

    /** The answer of a kernel that has no conntrack over netlink. */
    private static boolean isWithoutConntrack(ErrorMessage refusal) {
        return refusal != null && Errno.of(refusal.errno()) == Errno.EINVAL;
    }

    private int beginDump(FlowFilter filter) {
        writer.clear();
        return begin(IPCTNL_MSG_CT_GET, NetlinkFlags.DUMP, filter.family().isPresent() ? filter.family().get().number() : AF_UNSPEC);
    }

    private int deleteAtOnce(List<Flow> flows, List<NetlinkException> refusals) {
        writer.clear();
        int[] sequences = new int[flows.size()];
        for (int i = 0; i < sequences.length; i++) {
            sequences[i] = append(flows.get(i));
        }
        Answers answers = conversation.exchange(writer);
        int deleted = 0;
        for (int i = 0; i < sequences.length; i++) {
            ErrorMessage refusal = answers.errors().get(sequences[i]);
            if (refusal == null) {
                deleted++;
            } else if (Errno.of(refusal.errno()) != Errno.ENOENT) {
                refusals.add(NetlinkException.ofRefusal("delete conntrack flow " + flows.get(i).original(), refusal, sequences[i]));
            }
        }
        return deleted;
    }

    private int append(Flow flow) {
        int sequence = begin(IPCTNL_MSG_CT_DELETE, NetlinkFlags.ACK, flow.family().number());
        TupleAttributes.write(writer, Flow.CTA_TUPLE_ORIG, flow.protocol(), flow.original());
        writer.attributeBe32(Flow.CTA_ID, flow.id());
        if (flow.zone() != 0) {
            writer.attributeBe16(Flow.CTA_ZONE, flow.zone());
        }
        writer.end();
        return sequence;
    }

    /** {@code struct nfgenmsg}: family, version, resource id. */
    private int begin(int type, int flags, int family) {
        int sequence = conversation.nextSequence();
        writer.begin(type, NetlinkFlags.REQUEST | flags, sequence).u8(family).u8(0).be16(0);
        return sequence;
    }
}
