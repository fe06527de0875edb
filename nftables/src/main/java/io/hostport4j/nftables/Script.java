package io.hostport4j.nftables;

import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.table.TableElement;
import java.util.Collection;

/**
 * Commands for {@code nft -f}, which make one transaction. Each object is named by constants of this library, each value is typed,
 * and each comment is the mark of an owner, which holds nothing that could end it.
 */
final class Script {
    private static final String TABLE = " " + HostPortTable.FAMILY + " " + HostPortTable.NAME;

    private final StringBuilder text = new StringBuilder();

    /** @param command e.g. {@code flush chain} */
    Script object(String command, String name) {
        text.append(command).append(TABLE).append(' ').append(name).append('\n');
        return this;
    }

    /** @param definition what stands between the braces */
    Script define(String command, String name, String definition) {
        text.append(command).append(TABLE).append(' ').append(name).append(" { ").append(definition).append(" }\n");
        return this;
    }

    /** The table itself. */
    Script table(String command, String rest) {
        text.append(command).append(TABLE).append(rest).append('\n');
        return this;
    }

    Script rule(String chain, String rule) {
        return object("add rule", chain + " " + rule);
    }

    /** Refused (EEXIST) when one of the keys is there, whatever it leads to. */
    Script create(Collection<TableElement> elements) {
        for (TableElement element : elements) {
            define("create element", element.set().text(), element.toString());
        }
        return this;
    }

    /**
     * Refused when one of the keys is not there (ENOENT), or leads elsewhere by now (EEXIST). nft has no "delete only if", but what
     * is added with the data that is there already is no change, and with other data a refusal.
     */
    Script delete(Collection<TableElement> elements) {
        for (TableElement element : elements) {
            if (!element.data().isEmpty()) {
                define("add element", element.set().text(), element.keyText() + " : " + element.dataText());
            }
            define("delete element", element.set().text(), element.keyText());
        }
        return this;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    String text() {
        return text.toString();
    }
}
