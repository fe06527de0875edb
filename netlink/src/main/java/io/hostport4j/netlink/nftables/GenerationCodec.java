package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;
import io.hostport4j.netlink.wire.NetlinkMessage;

/** The number of the rule set's state, {@code enum nft_gen_attributes}. */
final class GenerationCodec {
    private static final int ATTR_ID = 1;
    private static final int FAMILY_UNSPECIFIED = 0;

    private GenerationCodec() {}

    static void writeRequest(MessageWriter writer, int sequence) {
        writer.begin(NftMessage.GETGEN, NetlinkFlags.REQUEST, sequence);
        NfnetlinkHeader.write(writer, FAMILY_UNSPECIFIED, 0);
        writer.end();
    }

    static int parse(NetlinkMessage message) {
        Attributes attributes = message.attributes(NfnetlinkHeader.LENGTH);
        while (attributes.next()) {
            if (attributes.type() == ATTR_ID) {
                return attributes.be32();
            }
        }
        throw new MalformedMessageException("generation without its number");
    }
}
