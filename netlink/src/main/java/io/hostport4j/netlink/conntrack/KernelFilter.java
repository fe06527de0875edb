package io.hostport4j.netlink.conntrack;

import io.hostport4j.netlink.wire.AddressFamily;
import io.hostport4j.netlink.wire.MessageWriter;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The part of a {@link FlowFilter} that the kernel can be trusted with, {@code CTA_FILTER} (kernel 5.8) and {@code CTA_STATUS_MASK}
 * (5.15).
 *
 * <p>It may let more through than the filter wants, never less. Older kernels ignore the attribute.
 */
final class KernelFilter {
    private static final int CTA_FILTER = 25;
    private static final int CTA_STATUS_MASK = 26;
    private static final int CTA_FILTER_ORIG_FLAGS = 1;
    private static final int CTA_FILTER_REPLY_FLAGS = 2;
    // Which fields of a tuple count; the kernel has no public header for these (net/netfilter/nf_internals.h).
    private static final int IP_SRC = 1;
    private static final int IP_DST = 1 << 1;
    private static final int PROTO_NUM = 1 << 3;
    private static final int PROTO_SRC_PORT = 1 << 4;
    private static final int PROTO_DST_PORT = 1 << 5;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_UDP = 17;

    private final FlowFilter filter;
    private final boolean addresses;
    private final boolean ports;
    private final int originalFlags;
    private final int replyFlags;

    KernelFilter(FlowFilter filter) {
        this.filter = filter;
        // For IPv6 the kernel's comparison is the wrong way round: it drops what matches (seen in 6.18, there since 5.8).
        addresses = filter.family().isPresent() && filter.family().get() == AddressFamily.IPV4;
        // Of other protocols it does not compare ports.
        int protocol = filter.protocol().orElse(-1);
        ports = protocol == IPPROTO_TCP || protocol == IPPROTO_UDP;
        originalFlags = flag(addresses && filter.originalDestination().isPresent(), IP_DST)
                | flag(filter.protocol().isPresent(), PROTO_NUM)
                | flag(ports && filter.originalDestinationPort().isPresent(), PROTO_DST_PORT);
        int replyFields = flag(addresses && filter.replySource().isPresent(), IP_SRC)
                | flag(ports && filter.replySourcePort().isPresent(), PROTO_SRC_PORT);
        // Ports need the protocol beside them.
        replyFlags = replyFields | flag((replyFields & PROTO_SRC_PORT) != 0, PROTO_NUM);
    }

    /** Whether there is anything for the kernel to compare. */
    boolean isUseful() {
        return comparesTuples() || filter.status() != 0;
    }

    /** It wants to know the family for that. */
    private boolean comparesTuples() {
        return filter.family().isPresent() && (originalFlags | replyFlags) != 0;
    }

    void write(MessageWriter writer) {
        if (filter.status() != 0) {
            writer.attributeBe32(Flow.CTA_STATUS, filter.status()).attributeBe32(CTA_STATUS_MASK, filter.status());
        }
        if (comparesTuples()) {
            writeTuples(writer);
        }
    }

    private void writeTuples(MessageWriter writer) {
        if (originalFlags != 0) {
            int tuple = writer.openNested(Flow.CTA_TUPLE_ORIG);
            if ((originalFlags & IP_DST) != 0) {
                address(writer, TupleAttributes.CTA_IP_V4_DST, filter.originalDestination());
            }
            protocol(writer, originalFlags, TupleAttributes.CTA_PROTO_DST_PORT, PROTO_DST_PORT, filter.originalDestinationPort());
            writer.closeNested(tuple);
        }
        if (replyFlags != 0) {
            int tuple = writer.openNested(Flow.CTA_TUPLE_REPLY);
            if ((replyFlags & IP_SRC) != 0) {
                address(writer, TupleAttributes.CTA_IP_V4_SRC, filter.replySource());
            }
            protocol(writer, replyFlags, TupleAttributes.CTA_PROTO_SRC_PORT, PROTO_SRC_PORT, filter.replySourcePort());
            writer.closeNested(tuple);
        }
        int flags = writer.openNested(CTA_FILTER);
        writer.attributeU32(CTA_FILTER_ORIG_FLAGS, originalFlags).attributeU32(CTA_FILTER_REPLY_FLAGS, replyFlags).closeNested(flags);
    }

    private static void address(MessageWriter writer, int type, Optional<InetAddress> address) {
        int addresses = writer.openNested(TupleAttributes.CTA_TUPLE_IP);
        writer.attribute(type, address.orElseThrow().getAddress()).closeNested(addresses);
    }

    private void protocol(MessageWriter writer, int flags, int portType, int portFlag, OptionalInt port) {
        if ((flags & PROTO_NUM) == 0) {
            return;
        }
        int proto = writer.openNested(TupleAttributes.CTA_TUPLE_PROTO);
        writer.attributeU8(TupleAttributes.CTA_PROTO_NUM, filter.protocol().orElseThrow());
        if ((flags & portFlag) != 0) {
            writer.attributeBe16(portType, port.orElseThrow());
        }
        writer.closeNested(proto);
    }

    private static int flag(boolean set, int flag) {
        return set ? flag : 0;
    }
}
