package io.hostport4j.nftables;

import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Commands for {@code nft -f}, which together are one transaction. Objects have names of this library's own making, values are
 * typed, comments are marks of owners, which have nothing in them that could end a comment, and conditions have passed
 * {@link ConditionWords}.
 */
final class Script {
    private static final String TABLE = " " + HostPortTable.FAMILY + " " + HostPortTable.NAME;

    private final StringBuilder text = new StringBuilder();

    /**
     * A command about the table or one of its objects.
     *
     * @param verb e.g. {@code flush chain}
     * @param rest what stands behind the table's name
     */
    Script command(String verb, String rest) {
        text.append(verb).append(TABLE).append(rest.isEmpty() ? "" : " ").append(rest).append('\n');
        return this;
    }

    /** A command about the table by the kernel's number for it. */
    Script deleteTable(long handle) {
        text.append("delete table ").append(HostPortTable.FAMILY).append(" handle ").append(handle).append('\n');
        return this;
    }

    /** Refused (EEXIST) when one of the keys is there, whatever it leads to. */
    Script create(Map<TableSet, List<TableElement>> elements) {
        elements.forEach((set, all) -> elements("create element", set, all, TableElement::toString));
        return this;
    }

    /**
     * Refused (EEXIST) when one of the keys leads elsewhere by now, or (ENOENT) when a row of the index or an address is gone. nft
     * has no "delete only if"; but what is added with the data that is there already is no change, and with other data a refusal.
     * Rows are deleted without that: so it is noticed when the owner's forwards were removed, and perhaps added by another, meanwhile.
     */
    Script delete(Map<TableSet, List<TableElement>> elements) {
        elements.forEach((set, all) -> {
            if (TableSet.FORWARDS.contains(set)) {
                elements("add element", set, all, element -> element.keyText() + " : " + element.dataText());
            }
            elements("delete element", set, all, TableElement::keyText);
        });
        return this;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    String text() {
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }

    private void elements(String verb, TableSet set, List<TableElement> elements, Function<TableElement, String> words) {
        if (!elements.isEmpty()) {
            command(verb, set.text() + " { " + elements.stream().map(words).collect(Collectors.joining(", ")) + " }");
        }
    }
}
