package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.table.FieldType;
import io.hostport4j.core.table.FieldValue;
import io.hostport4j.core.table.FieldValue.Address;
import io.hostport4j.core.table.FieldValue.Numeric;
import io.hostport4j.core.table.ForwardElement;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.nftables.FieldReader;
import io.hostport4j.netlink.nftables.FieldWriter;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.SetElement;
import io.hostport4j.netlink.nftables.SetType;
import io.hostport4j.netlink.nftables.expr.Counter;
import io.hostport4j.netlink.nftables.expr.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Elements of the table between their values and the kernel's bytes. */
final class Elements {
    private Elements() {}

    static List<SetElement> bytes(List<TableElement> elements) {
        List<SetElement> bytes = new ArrayList<>(elements.size());
        for (TableElement element : elements) {
            bytes.add(bytes(element));
        }
        return bytes;
    }

    static SetElement bytes(TableElement element) {
        NamedSet set = KernelTable.set(element.set());
        Optional<byte[]> data = element.data().isEmpty()
                ? Optional.empty() : Optional.of(bytes(set.data().orElseThrow(), element.set().data(), element.data()));
        return new SetElement(key(element.set(), element.key()), Optional.empty(), data, List.of(), element.comment());
    }

    static byte[] key(TableSet set, List<FieldValue> key) {
        return bytes(KernelTable.set(set).key(), set.key(), key);
    }

    /** Elements as values, but for those whose bytes do not fit the set: it was of another type when they were read. */
    static List<TableElement> values(TableSet set, List<SetElement> elements) {
        List<TableElement> values = new ArrayList<>(elements.size());
        for (SetElement element : elements) {
            values(set, element).ifPresent(values::add);
        }
        return values;
    }

    /** What the counters of forwards have counted: packets by host port; none for what is no forward, or has no counter. */
    static Map<HostPort, Long> packets(Map<TableSet, List<SetElement>> elements) {
        Map<HostPort, Long> packets = new HashMap<>();
        elements.forEach((set, all) -> {
            for (SetElement element : set.isCounted() ? all : List.<SetElement>of()) {
                for (Expression expression : element.expressions()) {
                    if (expression instanceof Counter counter) {
                        values(set, element).flatMap(ForwardElement::parse)
                                .ifPresent(forward -> packets.put(forward.hostPort(), counter.packets()));
                    }
                }
            }
        });
        return packets;
    }

    private static Optional<TableElement> values(TableSet set, SetElement element) {
        NamedSet named = KernelTable.set(set);
        byte[] key = element.key();
        Optional<byte[]> data = element.data();
        if (key.length != named.key().length() || data.isPresent() && data.get().length != named.data().map(SetType::length).orElse(0)) {
            return Optional.empty();
        }
        List<FieldValue> values = data.isEmpty() ? List.of() : values(named.data().orElseThrow(), set.data(), data.get());
        return Optional.of(new TableElement(set, values(named.key(), set.key(), key), values, element.comment()));
    }

    private static byte[] bytes(SetType type, List<FieldType> fields, List<FieldValue> values) {
        FieldWriter writer = type.writer();
        for (int i = 0; i < fields.size(); i++) {
            if (values.get(i) instanceof Address value) {
                writer.octets(fields.get(i) == FieldType.IPV6_ADDR ? Addresses.mapped(value.address()) : value.address().getAddress());
            } else {
                writer.number(((Numeric) values.get(i)).number());
            }
        }
        return writer.bytes();
    }

    private static List<FieldValue> values(SetType type, List<FieldType> fields, byte[] bytes) {
        FieldReader reader = type.reader(bytes);
        List<FieldValue> values = new ArrayList<>(fields.size());
        for (FieldType field : fields) {
            values.add(switch (field) {
                case IPV4_ADDR, IPV6_ADDR -> FieldValue.of(Addresses.of(reader.octets()));
                case INET_PROTO, INET_SERVICE, MARK, IFACE_INDEX -> FieldValue.of(reader.number());
            });
        }
        return values;
    }
}
