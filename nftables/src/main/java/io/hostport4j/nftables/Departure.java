package io.hostport4j.nftables;

import io.hostport4j.core.table.TableChain;
import java.util.Optional;

/**
 * Takes the table away without taking somebody's forward with it.
 *
 * <p>nft has no "delete only if empty", and others than this backend need not know its lock: the netlink backend may add at any
 * moment. It notices, though, when the table is not as it should be, and then makes all chains anew in the transaction that adds. So
 * the table is first given a rule that does nothing and should not be there; whoever adds after that makes the chain
 * {@code forwards} anew, under another handle, and the removal of the chain by the handle that was seen fails, and with it that of
 * the table. What was added before is seen by a list, or told by the rule set's generation.
 *
 * @param table the table's handle
 * @param chain the handle of the chain {@code forwards}
 */
record Departure(long table, long chain) {
    private static final String SIGN = "return";

    /** Puts the sign up, where it is not. */
    static void announce(Script script, Listing listing) {
        if (!isAnnounced(listing)) {
            script.command("add chain", TableChain.FORWARDS.text());
            script.command("add rule", TableChain.FORWARDS.text() + " " + SIGN + " comment \"the table is about to go\"");
        }
    }

    /** Takes the sign down. */
    static void revoke(Script script, Listing listing) {
        listing.rulesOf(TableChain.FORWARDS.text()).stream().filter(rule -> rule.text().equals(SIGN))
                .forEach(rule -> script.command("delete rule", rule.chain() + " handle " + rule.handle()));
    }

    static boolean isAnnounced(Listing listing) {
        return listing.rulesOf(TableChain.FORWARDS.text()).stream().anyMatch(rule -> rule.text().equals(SIGN));
    }

    /** What the removal goes by; empty where there is no chain yet that could tell. */
    static Optional<Departure> of(Listing listing) {
        return listing.chain(TableChain.FORWARDS.text()).map(chain -> new Departure(listing.handle(), chain.handle()));
    }

    /** Removes everything, if nobody made the chain anew. */
    Script script() {
        // Without rules nothing jumps to the chain any more, and it can go before the table does.
        return new Script().command("flush table", "").command("delete chain", "handle " + chain).deleteTable(table);
    }
}
