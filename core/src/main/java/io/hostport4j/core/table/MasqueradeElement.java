package io.hostport4j.core.table;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.table.FieldValue.Address;
import io.hostport4j.core.table.FieldValue.Numeric;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An element of one of the {@code masq_} sets: for a container's address, whatever its ports.
 *
 * <p>A container's address belongs to the attachment that was given it last, so whoever adds takes the element over, and whoever
 * leaves removes it only when it still carries the own mark.
 *
 * @param kind which of the sets
 * @param target the container's address
 * @param link index of the interface towards it; 0 for the kinds that need none
 */
public record MasqueradeElement(Kind kind, InetAddress target, int link) {
    /** Whose clients are masqueraded: those behind the container's interface, the container itself, or all. */
    public enum Kind { LINK, SELF, ALL }

    /** Stands for the owner of an element that carries no mark: no attachment has this one, for no name begins with {@code ~}. */
    static final Owner NOBODY = new Owner("~/~/~");

    /** What a way of masquerading needs. */
    static List<MasqueradeElement> of(Masquerade masquerade, InetAddress target, int link) {
        return switch (masquerade) {
            case NEVER -> List.of();
            case WHEN_NEEDED -> whenNeeded(target, link);
            // The container's own address stands in masq_self whatever the way: so a later holder of it finds that it was another's.
            case ALWAYS -> List.of(forItself(target), forAll(target));
        };
    }

    private static MasqueradeElement forItself(InetAddress target) {
        return new MasqueradeElement(Kind.SELF, target, 0);
    }

    private static MasqueradeElement forAll(InetAddress target) {
        return new MasqueradeElement(Kind.ALL, target, 0);
    }

    /** All that may be there for a target. */
    static List<MasqueradeElement> candidates(InetAddress target, int link) {
        List<MasqueradeElement> candidates = new ArrayList<>(whenNeeded(target, link));
        candidates.add(forAll(target));
        return candidates;
    }

    /** What tells how a target is masqueraded, whose interface is not known. */
    public static List<MasqueradeElement> signs(InetAddress target) {
        return List.of(forItself(target), forAll(target));
    }

    /**
     * What an element of one of the sets stands for.
     *
     * @throws IllegalArgumentException when it is of another set
     */
    public static MasqueradeElement parse(TableElement element) {
        List<FieldValue> key = element.key();
        InetAddress target = ((Address) key.get(key.size() - 1)).address();
        return switch (element.set()) {
            case MASQ_LINK4, MASQ_LINK6 -> new MasqueradeElement(Kind.LINK, target, (int) ((Numeric) key.get(0)).number());
            case MASQ_SELF4, MASQ_SELF6 -> new MasqueradeElement(Kind.SELF, target, 0);
            case MASQ_ALL4, MASQ_ALL6 -> new MasqueradeElement(Kind.ALL, target, 0);
            case ANY4, ADDR4, ANY6, ADDR6, OWNERS -> throw new IllegalArgumentException("no masquerading is in " + element.set());
        };
    }

    /** Whose an element is; nobody's mark stands for an element that has none. */
    public static Owner mark(TableElement element) {
        Optional<String> comment = element.comment();
        return comment.isPresent() && Owner.isOwner(comment.get()) ? new Owner(comment.get()) : NOBODY;
    }

    /** How a target is masqueraded, told by the elements that are there. */
    static Masquerade masquerade(InetAddress target, Set<MasqueradeElement> there) {
        if (there.contains(forAll(target))) {
            return Masquerade.ALWAYS;
        }
        return there.contains(forItself(target)) ? Masquerade.WHEN_NEEDED : Masquerade.NEVER;
    }

    /** The set that it is in. */
    public TableSet set() {
        boolean ipv4 = Family.of(target) == Family.IPV4;
        return switch (kind) {
            case LINK -> ipv4 ? TableSet.MASQ_LINK4 : TableSet.MASQ_LINK6;
            case SELF -> ipv4 ? TableSet.MASQ_SELF4 : TableSet.MASQ_SELF6;
            case ALL -> ipv4 ? TableSet.MASQ_ALL4 : TableSet.MASQ_ALL6;
        };
    }

    /** Its key in the set. */
    public List<FieldValue> key() {
        FieldValue address = FieldValue.of(target);
        return switch (kind) {
            case LINK -> List.of(FieldValue.of(link), address);
            case SELF -> List.of(address, address);
            case ALL -> List.of(address);
        };
    }

    /** This as an element of its set, with an owner's mark. */
    public TableElement element(Owner owner) {
        return new TableElement(set(), key(), List.of(), Optional.of(owner.text()));
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof MasqueradeElement that && kind == that.kind && link == that.link && target.equals(that.target);
    }

    @Override
    public int hashCode() {
        return (target.hashCode() * 31 + kind.ordinal()) * 31 + link;
    }

    @Override
    public String toString() {
        return IpText.of(target) + " in " + set();
    }

    /** The container itself, and its neighbours behind the same interface, when there is one. */
    private static List<MasqueradeElement> whenNeeded(InetAddress target, int link) {
        MasqueradeElement self = forItself(target);
        return link == 0 ? List.of(self) : List.of(self, new MasqueradeElement(Kind.LINK, target, link));
    }
}
