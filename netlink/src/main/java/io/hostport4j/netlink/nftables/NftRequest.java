package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;

/** One message that reads, which prints as what it asks for. */
sealed interface NftRequest {
    /** Whether the answer comes in pieces, of which the kernel makes only one at a time on a socket. */
    boolean isDump();

    /** Writes the whole message. */
    void write(MessageWriter writer, int sequence);

    private static void begin(MessageWriter writer, int type, boolean dump, int sequence, Table table) {
        writer.begin(type, dump ? NetlinkFlags.REQUEST | NetlinkFlags.DUMP : NetlinkFlags.REQUEST, sequence);
        NfnetlinkHeader.write(writer, table.family().number(), 0);
    }

    /** A table. */
    record OfTable(Table table) implements NftRequest {
        @Override
        public boolean isDump() {
            return false;
        }

        @Override
        public void write(MessageWriter writer, int sequence) {
            begin(writer, NftMessage.GETTABLE, false, sequence, table);
            TableCodec.writeName(writer, table);
            writer.end();
        }

        @Override
        public String toString() {
            return "read " + table;
        }
    }

    /** A chain. */
    record OfChain(Table table, String name) implements NftRequest {
        @Override
        public boolean isDump() {
            return false;
        }

        @Override
        public void write(MessageWriter writer, int sequence) {
            begin(writer, NftMessage.GETCHAIN, false, sequence, table);
            ChainCodec.writeName(writer, table, name);
            writer.end();
        }

        @Override
        public String toString() {
            return "read chain " + name + " of " + table;
        }
    }

    /** The chains of all tables of the table's family: the kernel knows no narrower list. */
    record OfChains(Table table) implements NftRequest {
        @Override
        public boolean isDump() {
            return true;
        }

        @Override
        public void write(MessageWriter writer, int sequence) {
            begin(writer, NftMessage.GETCHAIN, true, sequence, table);
            writer.end();
        }

        @Override
        public String toString() {
            return "list chains of " + table;
        }
    }

    /** All sets and maps of a table. */
    record OfSets(Table table) implements NftRequest {
        @Override
        public boolean isDump() {
            return true;
        }

        @Override
        public void write(MessageWriter writer, int sequence) {
            begin(writer, NftMessage.GETSET, true, sequence, table);
            SetCodec.writeTable(writer, table);
            writer.end();
        }

        @Override
        public String toString() {
            return "list sets of " + table;
        }
    }

    /** A set or map, without its elements. */
    record OfSet(NamedSet set) implements NftRequest {
        @Override
        public boolean isDump() {
            return false;
        }

        @Override
        public void write(MessageWriter writer, int sequence) {
            begin(writer, NftMessage.GETSET, false, sequence, set.table());
            SetCodec.writeName(writer, set);
            writer.end();
        }

        @Override
        public String toString() {
            return "read " + set;
        }
    }

    /** All rules of a table. */
    record OfRules(Table table) implements NftRequest {
        @Override
        public boolean isDump() {
            return true;
        }

        @Override
        public void write(MessageWriter writer, int sequence) {
            begin(writer, NftMessage.GETRULE, true, sequence, table);
            RuleCodec.writeTable(writer, table);
            writer.end();
        }

        @Override
        public String toString() {
            return "list rules of " + table;
        }
    }

    /** All rules of a chain. */
    record OfChainRules(Table table, String chain) implements NftRequest {
        @Override
        public boolean isDump() {
            return true;
        }

        @Override
        public void write(MessageWriter writer, int sequence) {
            begin(writer, NftMessage.GETRULE, true, sequence, table);
            RuleCodec.writeChain(writer, table, chain);
            writer.end();
        }

        @Override
        public String toString() {
            return "list rules of chain " + chain + " of " + table;
        }
    }

    /** The element of a key. */
    record OfElement(NamedSet set, byte[] key) implements NftRequest {
        @Override
        public boolean isDump() {
            return false;
        }

        @Override
        public void write(MessageWriter writer, int sequence) {
            begin(writer, NftMessage.GETSETELEM, false, sequence, set.table());
            ElementCodec.writeKey(writer, set, key);
            writer.end();
        }

        @Override
        public String toString() {
            return "read element " + set.key().format(key) + " of " + set;
        }
    }

    /** All elements of a set. */
    record OfElements(NamedSet set) implements NftRequest {
        @Override
        public boolean isDump() {
            return true;
        }

        @Override
        public void write(MessageWriter writer, int sequence) {
            begin(writer, NftMessage.GETSETELEM, true, sequence, set.table());
            ElementCodec.writeSet(writer, set);
            writer.end();
        }

        @Override
        public String toString() {
            return "list elements of " + set;
        }
    }
}
