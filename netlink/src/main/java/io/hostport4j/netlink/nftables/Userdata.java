package io.hostport4j.netlink.nftables;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Notes that user space keeps with objects: type, length and value in one byte, one byte and length bytes each
 * ({@code NFTNL_UDATA_*} in libnftnl's {@code udata.h}). The kernel stores them unread.
 */
final class Userdata {
    /** {@code NFT_USERDATA_MAXLEN}. */
    static final int MAX_LENGTH = 256;
    /** The comment's type in tables, chains, rules and elements. */
    static final int COMMENT = 0;
    /** The comment's type in sets. */
    static final int SET_COMMENT = 7;

    private static final int HEADER_LENGTH = 2;

    private Userdata() {}

    /**
     * Checks a comment.
     *
     * @param others bytes that are taken by other notes on the same object
     */
    static void check(Optional<String> comment, int others) {
        if (comment.isPresent()) {
            int length = comment.get().getBytes(StandardCharsets.UTF_8).length;
            int most = MAX_LENGTH - others - HEADER_LENGTH - 1;
            if (length == 0 || length > most || comment.get().indexOf('\0') >= 0) {
                throw new IllegalArgumentException("comment \"" + comment.get() + "\" has " + length + " bytes; give 1 to " + most
                        + " without NUL");
            }
        }
    }

    /** A comment alone. */
    static byte[] comment(String comment) {
        return comment(new byte[0], COMMENT, comment);
    }

    /** A comment behind other notes, with the NUL that nft counts in. */
    static byte[] comment(byte[] before, int type, String comment) {
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[before.length + HEADER_LENGTH + text.length + 1];
        System.arraycopy(before, 0, all, 0, before.length);
        all[before.length] = (byte) type;
        all[before.length + 1] = (byte) (text.length + 1);
        System.arraycopy(text, 0, all, before.length + HEADER_LENGTH, text.length);
        return all;
    }

    /** A number of four bytes in machine order, behind other notes. */
    static byte[] number(byte[] before, int type, int value) {
        byte[] all = new byte[before.length + HEADER_LENGTH + Integer.BYTES];
        System.arraycopy(before, 0, all, 0, before.length);
        all[before.length] = (byte) type;
        all[before.length + 1] = Integer.BYTES;
        for (int i = 0; i < Integer.BYTES; i++) {
            int shift = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? i : Integer.BYTES - 1 - i;
            all[before.length + HEADER_LENGTH + i] = (byte) (value >> 8 * shift);
        }
        return all;
    }

    /** The comment among notes; empty when there is none, or when the notes are of another tool and another shape. */
    static Optional<String> findComment(byte[] notes, int type) {
        int at = 0;
        while (at + HEADER_LENGTH <= notes.length) {
            int length = notes[at + 1] & 0xff;
            int start = at + HEADER_LENGTH;
            if (start + length > notes.length) {
                return Optional.empty();
            }
            if (notes[at] == type) {
                int end = start;
                while (end < start + length && notes[end] != 0) {
                    end++;
                }
                return end == start ? Optional.empty() : Optional.of(new String(notes, start, end - start, StandardCharsets.UTF_8));
            }
            at = start + length;
        }
        return Optional.empty();
    }
}
