package io.hostport4j.cni.types;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * IP address literals, read as strictly as Go reads them and written as RFC 5952 asks.
 *
 * <p>No name is ever looked up. {@code ::ffff:192.0.2.1} is the IPv4 address in it, as in Go and in {@link InetAddress}.
 */
public final class IpAddresses {

    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int GROUPS = 8;

    private IpAddresses() {}

    /**
     * Parses an IPv4 or IPv6 literal; no scope ids, no octets with leading zeros or left out.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static InetAddress parse(String text) {
        byte[] address = text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
        if (address == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IP address");
        }
        return ofBytes(address);
    }

    /** The address as text: dotted octets, or groups in lower case with the longest run of zero groups left out. */
    public static String format(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return address.getHostAddress();
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        // RFC 5952, section 4.2.2: one zero group is written out.
        return length < 2 ? join(groups, 0, GROUPS) : join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
    }

    private static InetAddress ofBytes(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + address.length, e);
        }
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static byte[] parseV4(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return null;
        }
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!OCTET.matcher(octets[i]).matches() || Integer.parseInt(octets[i]) > 255) {
                return null;
            }
            address[i] = (byte) Integer.parseInt(octets[i]);
        }
        return address;
    }

    private static byte[] parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] whole = groups(text);
            return whole != null && whole.length == 2 * GROUPS ? whole : null;
        }
        byte[] left = groups(text.substring(0, gap));
        byte[] right = groups(text.substring(gap + 2));
        // The gap stands for at least one group. An IPv4 tail may only come last.
        if (left == null || right == null || left.length + right.length > 2 * (GROUPS - 1) || text.lastIndexOf('.', gap) >= 0) {
            return null;
        }
        byte[] address = new byte[2 * GROUPS];
        System.arraycopy(left, 0, address, 0, left.length);
        System.arraycopy(right, 0, address, address.length - right.length, right.length);
        return address;
    }

    private static byte[] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] groups = text.split(":", -1);
        byte[] tail = new byte[0];
        int count = groups.length;
        if (groups[count - 1].indexOf('.') >= 0) {
            tail = parseV4(groups[--count]);
        }
        if (tail == null || count > GROUPS) {
            return null;
        }
        byte[] bytes = new byte[2 * count + tail.length];
        for (int i = 0; i < count; i++) {
            if (!GROUP.matcher(groups[i]).matches()) {
                return null;
            }
            int value = Integer.parseInt(groups[i], 16);
            bytes[2 * i] = (byte) (value >> 8);
            bytes[2 * i + 1] = (byte) value;
        }
        System.arraycopy(tail, 0, bytes, 2 * count, tail.length);
        return bytes;
    }
}
