package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nftables.expr.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An element of a set or a map.
 *
 * <p>Maps to verdicts or objects are read without data. Ranges are elements only where the key is a concatenation; without one,
 * nf_tables makes a range of two elements, and this type has no word for the second.
 *
 * @param key as {@link SetType#writer} builds it, 1 to 64 bytes
 * @param keyEnd the last key of a range in each field, as long as the key
 * @param data for maps: 1 to 64 bytes
 * @param expressions its own, e.g. a counter with what it has counted; when written, those that its set has for each element, or none
 * @param comment 1 to 253 bytes; nft itself takes up to 128
 */
public record SetElement(byte[] key, Optional<byte[]> keyEnd, Optional<byte[]> data, List<Expression> expressions, Optional<String> comment) {
    /** @throws IllegalArgumentException when a length is out of its range */
    public SetElement {
        key = checked(key);
        if (keyEnd.isPresent()) {
            keyEnd = Optional.of(checked(keyEnd.get()));
            if (keyEnd.get().length != key.length) {
                throw new IllegalArgumentException("range from " + key.length + " to " + keyEnd.get().length + " bytes; give one length");
            }
        }
        if (data.isPresent()) {
            data = Optional.of(checked(data.get()));
        }
        expressions = List.copyOf(expressions);
        Userdata.check(comment, 0);
    }

    /** An element of a set. */
    public static SetElement of(byte[] key) {
        return new SetElement(key, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /** An element of a map. */
    public static SetElement of(byte[] key, byte[] data) {
        return new SetElement(key, Optional.empty(), Optional.of(data), List.of(), Optional.empty());
    }

    /** This element with a comment. */
    public SetElement withComment(String text) {
        return new SetElement(key, keyEnd, data, expressions, Optional.of(text));
    }

    /** This element as the first key of a range. */
    public SetElement withKeyEnd(byte[] last) {
        return new SetElement(key, Optional.of(last), data, expressions, comment);
    }

    @Override
    public byte[] key() {
        return key.clone();
    }

    @Override
    public Optional<byte[]> keyEnd() {
        return keyEnd.isPresent() ? Optional.of(keyEnd.get().clone()) : keyEnd;
    }

    @Override
    public Optional<byte[]> data() {
        return data.isPresent() ? Optional.of(data.get().clone()) : data;
    }

    /** The key itself, not to be changed. */
    byte[] rawKey() {
        return key;
    }

    /** As {@link #rawKey}. */
    Optional<byte[]> rawKeyEnd() {
        return keyEnd;
    }

    /** As {@link #rawKey}. */
    Optional<byte[]> rawData() {
        return data;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SetElement that && Arrays.equals(key, that.key) && same(keyEnd, that.keyEnd) && same(data, that.data)
                && expressions.equals(that.expressions) && comment.equals(that.comment);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + comment.hashCode();
    }

    /** In hexadecimal; {@link NftTransaction} prints with the set's types. */
    @Override
    public String toString() {
        return format(hexadecimal(), hexadecimal());
    }

    /** In nft's notation: {@code tcp . 8080 comment "pod" : 10.0.0.1 . 80}. */
    String format(SetType keys, SetType values) {
        return formatKeys(keys) + (comment.isPresent() ? " comment \"" + comment.get() + "\"" : "")
                + (data.isPresent() ? " : " + values.format(data.get()) : "");
    }

    /** The key alone, or the range: {@code tcp . 1000 to tcp . 2000}, where nft writes each field as a range. */
    String formatKeys(SetType keys) {
        return keys.format(key) + (keyEnd.isPresent() ? " to " + keys.format(keyEnd.get()) : "");
    }

    private static SetType hexadecimal() {
        return SetType.of(0, 0);
    }

    private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return one.isPresent() == other.isPresent() && (one.isEmpty() || Arrays.equals(one.get(), other.get()));
    }

    private static byte[] checked(byte[] value) {
        if (value.length == 0 || value.length > SetType.MAX_LENGTH) {
            throw new IllegalArgumentException("value of " + value.length + " bytes; give 1 to " + SetType.MAX_LENGTH);
        }
        return value.clone();
    }
}
