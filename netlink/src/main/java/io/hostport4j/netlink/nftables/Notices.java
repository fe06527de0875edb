package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.nfnetlink.Subsystem;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Collects what the kernel multicasts about its rule set ({@code NFNLGRP_NFTABLES}).
 *
 * <p>Every notice but that of a generation begins with the name of its table (attribute 1 of tables, chains, rules, sets, elements,
 * objects and flowtables alike, {@code linux/netfilter/nf_tables.h}). A reload of others' rules is thousands of them, so nothing is
 * made of a notice before its table is known to be a watched one.
 */
final class Notices {
    private static final int NAME = 1;

    private final Map<Table, byte[]> watched = new LinkedHashMap<>();
    private final Set<Table> touched = new LinkedHashSet<>();
    private final Set<Table> refilled = new LinkedHashSet<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private OptionalInt generation = OptionalInt.empty();
    private boolean elsewhere;
    private boolean lost;

    Notices(Set<Table> watched) {
        watched.forEach(table -> this.watched.put(table.reference(), (table.name() + "\0").getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Takes in a datagram.
     *
     * @throws MalformedMessageException when it is none of netlink messages
     */
    void add(ByteBuffer datagram) {
        for (int at = datagram.position(); at < datagram.limit(); ) {
            int left = datagram.limit() - at;
            int length = left < MessageWriter.HEADER_LENGTH ? left : datagram.getInt(at);
            if (length < MessageWriter.HEADER_LENGTH || length > left) {
                throw new MalformedMessageException("notice of " + length + " bytes where " + left + " are left");
            }
            if ((datagram.getShort(at + 4) & 0xffff) >> 8 == Subsystem.NFTABLES.number()) {
                notice(datagram, at, length);
            }
            at += Math.min((length + 3) & ~3, left);
        }
    }

    void lost() {
        lost = true;
    }

    /** A generation alone is no change: the kernel also tells it when it is asked. */
    boolean isEmpty() {
        return touched.isEmpty() && refilled.isEmpty() && !elsewhere && !lost;
    }

    /** What was collected, and begins anew. */
    RulesetChange take() {
        RulesetChange change = new RulesetChange(generation, touched, refilled, removed, elsewhere, lost);
        touched.clear();
        refilled.clear();
        removed.clear();
        generation = OptionalInt.empty();
        elsewhere = false;
        lost = false;
        return change;
    }

    private void notice(ByteBuffer datagram, int at, int length) {
        int type = datagram.getShort(at + 4) & 0xffff;
        if (type == NftMessage.NEWGEN) {
            generation = OptionalInt.of(GenerationCodec.parse(message(datagram, at, length)));
            return;
        }
        Table table = table(datagram, at + MessageWriter.HEADER_LENGTH, length - MessageWriter.HEADER_LENGTH);
        if (table == null) {
            elsewhere = true;
            return;
        }
        (type == NftMessage.NEWSETELEM || type == NftMessage.DELSETELEM ? refilled : touched).add(table);
        if (type == NftMessage.DELSETELEM) {
            List<SetElement> elements = new ArrayList<>();
            ElementCodec.parse(message(datagram, at, length), elements);
            elements.forEach(element -> element.comment().ifPresent(removed::add));
        }
    }

    private Table table(ByteBuffer datagram, int at, int length) {
        int name = at + NfnetlinkHeader.LENGTH;
        int rest = length - NfnetlinkHeader.LENGTH;
        for (Map.Entry<Table, byte[]> entry : watched.entrySet()) {
            int attribute = MessageWriter.ATTRIBUTE_HEADER_LENGTH + entry.getValue().length;
            if (rest >= attribute && datagram.getShort(name) == attribute && datagram.getShort(name + 2) == NAME
                    && (datagram.get(at) & 0xff) == entry.getKey().family().number()
                    && equal(datagram, name + MessageWriter.ATTRIBUTE_HEADER_LENGTH, entry.getValue())) {
                return entry.getKey();
            }
        }
        return null;
    }

    private static boolean equal(ByteBuffer datagram, int at, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (datagram.get(at + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static NetlinkMessage message(ByteBuffer datagram, int at, int length) {
        return NetlinkMessage.parse(datagram.slice(at, length)).get(0);
    }
}
