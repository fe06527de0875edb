package io.hostport4j.cni.types;

import java.util.List;

/**
 * A version of the CNI specification, released or not: three numbers, compared one after the other.
 *
 * @param major the first number, 0 or more
 * @param minor the second number, 0 or more
 * @param micro the third number, 0 or more
 */
public record CniVersion(int major, int minor, int micro) implements Comparable<CniVersion> {

    /** What a configuration without a version means. */
    public static final CniVersion V0_1_0 = new CniVersion(0, 1, 0);
    /** Brought the VERSION command. */
    public static final CniVersion V0_2_0 = new CniVersion(0, 2, 0);
    /** Brought chained plugins and results with many addresses. */
    public static final CniVersion V0_3_0 = new CniVersion(0, 3, 0);
    /** Repaired the words of 0.3.0. */
    public static final CniVersion V0_3_1 = new CniVersion(0, 3, 1);
    /** Brought CHECK, and prevResult on DEL. */
    public static final CniVersion V0_4_0 = new CniVersion(0, 4, 0);
    /** Removed the IP version from results. */
    public static final CniVersion V1_0_0 = new CniVersion(1, 0, 0);
    /** Brought GC and STATUS. */
    public static final CniVersion V1_1_0 = new CniVersion(1, 1, 0);
    /** The newest version this library knows. */
    public static final CniVersion CURRENT = V1_1_0;

    private static final List<CniVersion> KNOWN = List.of(V0_1_0, V0_2_0, V0_3_0, V0_3_1, V0_4_0, V1_0_0, V1_1_0);

    /** Checks the numbers. */
    public CniVersion {
        if (major < 0 || minor < 0 || micro < 0) {
            throw new IllegalArgumentException("a version has no negative numbers");
        }
    }

    /** The seven released versions, oldest first. */
    public static List<CniVersion> known() {
        return KNOWN;
    }

    /**
     * Parses one to three numbers with dots between; a number left out is 0, and an empty text is {@link #V0_1_0}.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static CniVersion parse(String text) {
        if (text.isEmpty()) {
            return V0_1_0;
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length > 3) {
            throw new IllegalArgumentException("invalid version \"" + text + "\": too many parts");
        }
        return new CniVersion(number(text, parts, 0), number(text, parts, 1), number(text, parts, 2));
    }

    private static int number(String version, String[] parts, int index) {
        if (index >= parts.length) {
            return 0;
        }
        String part = parts[index];
        if (!part.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("invalid version \"" + version + "\": \"" + part + "\" is not a number");
        }
        return Integer.parseInt(part);
    }

    /** Whether this version is the other one or a later one. */
    public boolean isAtLeast(CniVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(CniVersion other) {
        if (major != other.major) {
            return Integer.compare(major, other.major);
        }
        return minor != other.minor ? Integer.compare(minor, other.minor) : Integer.compare(micro, other.micro);
    }

    /** The three numbers with dots between, as the specification writes them. */
    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof CniVersion that && major == that.major && minor == that.minor && micro == that.micro;
    }

    @Override
    public int hashCode() {
        return (major * 31 + minor) * 31 + micro;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + micro;
    }
}
