package io.hostport4j.nftables;

import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.table.FieldType;
import io.hostport4j.core.table.FieldValue;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Elements of the table's sets in nft's JSON: {@code {"elem": {"val": {"concat": ["tcp", 80]}, "comment": "…", "counter": …}}}, or the bare value. */
final class ElementReader {
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F.:]*:[0-9a-fA-F.:]*");

    private final Links links;

    ElementReader(Links links) {
        this.links = links;
    }

    /** Empty for what is no element of our making: a range, the catch-all. */
    Optional<TableElement> read(TableSet set, JsonValue element) {
        try {
            boolean mapped = set.isMap();
            JsonValue left = mapped ? element.items().get(0) : element;
            JsonValue key = left.member("elem").map(elem -> elem.get("val")).orElse(left);
            Optional<String> comment = left.member("elem").flatMap(elem -> elem.member("comment")).map(JsonValue::text);
            List<FieldValue> data = mapped ? fields(set.data(), element.items().get(1)) : List.of();
            return Optional.of(new TableElement(set, fields(set.key(), key), data, comment));
        } catch (UnreadableListingException | IllegalArgumentException | IndexOutOfBoundsException | InvalidRequestException e) {
            return Optional.empty();
        }
    }

    /** What the counter of an element that can be {@linkplain #read read} has counted; empty when there is none. */
    static Optional<Long> packets(TableSet set, JsonValue element) {
        return set.isCounted() ? element.items().get(0).member("elem").flatMap(elem -> elem.member("counter"))
                .flatMap(counter -> counter.member("packets")).map(JsonValue::number) : Optional.empty();
    }

    private List<FieldValue> fields(List<FieldType> types, JsonValue values) {
        List<JsonValue> parts = values.member("concat").orElse(values).items();
        if (parts.size() != types.size()) {
            throw new UnreadableListingException("has " + values + " in the place of " + types);
        }
        List<FieldValue> fields = new ArrayList<>(parts.size());
        for (int i = 0; i < types.size(); i++) {
            fields.add(field(types.get(i), parts.get(i)));
        }
        return fields;
    }

    private FieldValue field(FieldType type, JsonValue value) {
        if (!value.isScalar()) {
            throw new UnreadableListingException("has " + value + " in the place of " + type);
        }
        return switch (type) {
            case INET_PROTO -> FieldValue.of(value.value() instanceof Long number ? number : Protocol.parse(value.text()).number());
            case INET_SERVICE, MARK -> FieldValue.of(value.number());
            case IPV4_ADDR, IPV6_ADDR -> FieldValue.of(address(value.text()));
            case IFACE_INDEX -> FieldValue.of(links.index(value));
        };
    }

    private static InetAddress address(String text) {
        try {
            // Nothing else may reach the JDK, which would ask a name server for it.
            if (ADDRESS.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            throw new UnreadableListingException("has \"" + text + "\" in the place of an address", e);
        }
        throw new UnreadableListingException("has \"" + text + "\" in the place of an address");
    }
}
