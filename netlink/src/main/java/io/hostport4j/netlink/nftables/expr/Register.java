package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MalformedMessageException;

/**
 * Numbers of registers, {@code enum nft_registers} in {@code linux/netfilter/nf_tables.h}.
 *
 * <p>There are 16 registers of 4 bytes. Those that begin a group of 16 bytes have two names: 1 to 4 (16 bytes, the older view) and
 * 8, 12, 16, 20; the others only 9 to 23. The kernel reports the small name, and so do all expressions here.
 */
public final class Register {
    /** Where verdicts go. */
    public static final int VERDICT = 0;

    private static final int GROUPS = 4;
    private static final int FIRST_SMALL = 8;
    private static final int SMALL = 16;

    private Register() {}

    /**
     * The register that begins so many times 4 bytes behind the first one: 1, 9, 10, 11, 2, 13 …
     *
     * @param offset 0 to 15, in units of 4 bytes
     */
    public static int at(int offset) {
        if (offset < 0 || offset >= SMALL) {
            throw new IllegalArgumentException("register offset " + offset + " is not 0 to " + (SMALL - 1));
        }
        return offset % GROUPS == 0 ? 1 + offset / GROUPS : FIRST_SMALL + offset;
    }

    /** A data register under the name that the kernel reports. */
    static int data(int number) {
        if (number >= 1 && number <= GROUPS) {
            return number;
        }
        if (number < FIRST_SMALL || number >= FIRST_SMALL + SMALL) {
            throw new IllegalArgumentException("register " + number + " is none of 1 to 4 and 8 to 23");
        }
        return at(number - FIRST_SMALL);
    }

    static int parse(int number) {
        if (number < 0 || number > GROUPS && number < FIRST_SMALL || number >= FIRST_SMALL + SMALL) {
            throw new MalformedMessageException("there is no register " + number);
        }
        return number >= FIRST_SMALL ? at(number - FIRST_SMALL) : number;
    }

    static int parseData(int number) {
        if (parse(number) == VERDICT) {
            throw new MalformedMessageException("the verdict register holds no data");
        }
        return parse(number);
    }
}
