package io.hostport4j.core.table;

import static io.hostport4j.core.table.FieldType.IFACE_INDEX;
import static io.hostport4j.core.table.FieldType.INET_PROTO;
import static io.hostport4j.core.table.FieldType.INET_SERVICE;
import static io.hostport4j.core.table.FieldType.IPV4_ADDR;
import static io.hostport4j.core.table.FieldType.IPV6_ADDR;
import static io.hostport4j.core.table.FieldType.MARK;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sets and maps of the table, in the order that they are made in. */
public enum TableSet {
    /** Host ports on every address of the node: protocol and port to container. */
    ANY4(List.of(INET_PROTO, INET_SERVICE), List.of(IPV4_ADDR, INET_SERVICE)),
    /** Host ports on one address of the node: address, protocol and port to container. */
    ADDR4(List.of(IPV4_ADDR, INET_PROTO, INET_SERVICE), List.of(IPV4_ADDR, INET_SERVICE)),
    /** As {@link #ANY4}. */
    ANY6(List.of(INET_PROTO, INET_SERVICE), List.of(IPV6_ADDR, INET_SERVICE)),
    /** As {@link #ADDR4}. */
    ADDR6(List.of(IPV6_ADDR, INET_PROTO, INET_SERVICE), List.of(IPV6_ADDR, INET_SERVICE)),
    /** Containers, with the interface whose clients are masqueraded for them: those answer past the node. */
    MASQ_LINK4(List.of(IFACE_INDEX, IPV4_ADDR), List.of()),
    /** As {@link #MASQ_LINK4}. */
    MASQ_LINK6(List.of(IFACE_INDEX, IPV6_ADDR), List.of()),
    /** Containers that are masqueraded for themselves, each address twice: a rule cannot compare two fields of a packet. */
    MASQ_SELF4(List.of(IPV4_ADDR, IPV4_ADDR), List.of()),
    /** As {@link #MASQ_SELF4}. */
    MASQ_SELF6(List.of(IPV6_ADDR, IPV6_ADDR), List.of()),
    /** Containers that every client is masqueraded for. */
    MASQ_ALL4(List.of(IPV4_ADDR), List.of()),
    /** As {@link #MASQ_ALL4}. */
    MASQ_ALL6(List.of(IPV6_ADDR), List.of()),
    /**
     * What an owner has, so that it costs the same to find it however many there are. See {@link OwnerIndex}. nft knows
     * concatenations of at most five fields, and this uses all of them.
     */
    OWNERS(List.of(MARK, MARK), List.of(IPV6_ADDR, INET_PROTO, INET_SERVICE, INET_SERVICE, IFACE_INDEX));

    /** Those that forwards are in. */
    public static final List<TableSet> FORWARDS = List.of(ANY4, ADDR4, ANY6, ADDR6);
    /** Those that say whose clients are masqueraded. */
    public static final List<TableSet> MASQUERADING = List.of(MASQ_LINK4, MASQ_LINK6, MASQ_SELF4, MASQ_SELF6, MASQ_ALL4, MASQ_ALL6);

    private final List<FieldType> key;
    private final List<FieldType> data;

    TableSet(List<FieldType> key, List<FieldType> data) {
        this.key = key;
        this.data = data;
    }

    /** Its name in the kernel, e.g. {@code masq_link4}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name; empty for a set that somebody else put into the table. */
    public static Optional<TableSet> valueOfText(String text) {
        return Arrays.stream(values()).filter(set -> set.text().equals(text)).findFirst();
    }

    /** The fields of a key, a concatenation when there are several. */
    public List<FieldType> key() {
        return key;
    }

    /** The fields of what a key is mapped to; none for a set. */
    public List<FieldType> data() {
        return data;
    }

    /** Whether keys are mapped to something. */
    public boolean isMap() {
        return !data.isEmpty();
    }

    /** Whether each of its elements counts the packets that it is found for: in a chain of type nat, the first of each connection. */
    public boolean isCounted() {
        return FORWARDS.contains(this);
    }

    /** {@code map any4 of table inet hostport}. */
    @Override
    public String toString() {
        return (isMap() ? "map " : "set ") + text() + " of " + HostPortTable.TEXT;
    }
}
