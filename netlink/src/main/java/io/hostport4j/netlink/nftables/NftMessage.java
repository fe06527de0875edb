package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.Subsystem;

/** Message types, {@code enum nf_tables_msg_types} in {@code linux/netfilter/nf_tables.h}, with the subsystem in the upper byte. */
final class NftMessage {
    static final int NEWTABLE = Subsystem.NFTABLES.type(0);
    static final int GETTABLE = Subsystem.NFTABLES.type(1);
    static final int DELTABLE = Subsystem.NFTABLES.type(2);
    static final int NEWCHAIN = Subsystem.NFTABLES.type(3);
    static final int GETCHAIN = Subsystem.NFTABLES.type(4);
    static final int DELCHAIN = Subsystem.NFTABLES.type(5);
    static final int NEWRULE = Subsystem.NFTABLES.type(6);
    static final int GETRULE = Subsystem.NFTABLES.type(7);
    static final int DELRULE = Subsystem.NFTABLES.type(8);
    static final int NEWSET = Subsystem.NFTABLES.type(9);
    static final int GETSET = Subsystem.NFTABLES.type(10);
    static final int DELSET = Subsystem.NFTABLES.type(11);
    static final int NEWSETELEM = Subsystem.NFTABLES.type(12);
    static final int GETSETELEM = Subsystem.NFTABLES.type(13);
    static final int DELSETELEM = Subsystem.NFTABLES.type(14);
    static final int NEWGEN = Subsystem.NFTABLES.type(15);
    static final int GETGEN = Subsystem.NFTABLES.type(16);

    private NftMessage() {}
}
