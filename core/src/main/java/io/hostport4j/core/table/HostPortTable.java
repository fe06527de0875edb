package io.hostport4j.core.table;

/**
 * The table that all forwards are in. Its sets are {@link TableSet}, its chains {@link TableChain}.
 *
 * <p>Never rename or retype any of them: another version of this library, or another backend, may have written the table that is
 * read.
 */
public final class HostPortTable {
    /** nf_tables' family of both IP versions. */
    public static final String FAMILY = "inet";
    /** Its name. */
    public static final String NAME = "hostport";
    /** What stands beside it for people to read. */
    public static final String COMMENT = "host ports of containers, by hostport4j";
    /** The table as nft names it. */
    public static final String TABLE = FAMILY + " " + NAME;
    /** The table as messages name it, and as backends name it as their store. */
    public static final String TEXT = "table " + TABLE;

    /** What is wrong with a table that is dormant ({@code nft(8)}). */
    public static final String DORMANT = TEXT + " is dormant, no packet comes to it";

    private HostPortTable() {}

    /** What is wrong with a table that has a chain which is none of {@link TableChain} and of no {@link Gate}. */
    public static String foreignChain(String name) {
        return TEXT + " has a foreign chain " + name;
    }
}
