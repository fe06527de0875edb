package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.netlink.nftables.FieldReader;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.SetElement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
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
record MasqueradeElement(Kind kind, InetAddress target, int link) {
    enum Kind { LINK, SELF, ALL }

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
    static List<MasqueradeElement> signs(InetAddress target) {
        return List.of(forItself(target), forAll(target));
    }

    /** What an element of one of the sets stands for. */
    static MasqueradeElement parse(NamedSet set, SetElement element) {
        FieldReader reader = set.key().reader(element.key());
        if (set.equals(HostPortTable.MASQ_LINK4) || set.equals(HostPortTable.MASQ_LINK6)) {
            int link = (int) reader.number();
            return new MasqueradeElement(Kind.LINK, Addresses.of(reader.octets()), link);
        }
        boolean self = set.equals(HostPortTable.MASQ_SELF4) || set.equals(HostPortTable.MASQ_SELF6);
        return new MasqueradeElement(self ? Kind.SELF : Kind.ALL, Addresses.of(reader.octets()), 0);
    }

    /** How a target is masqueraded, told by the elements that are there. */
    static Masquerade masquerade(InetAddress target, Set<MasqueradeElement> there) {
        if (there.contains(forAll(target))) {
            return Masquerade.ALWAYS;
        }
        return there.contains(forItself(target)) ? Masquerade.WHEN_NEEDED : Masquerade.NEVER;
    }

    NamedSet set() {
        boolean ipv4 = Family.of(target) == Family.IPV4;
        return switch (kind) {
            case LINK -> ipv4 ? HostPortTable.MASQ_LINK4 : HostPortTable.MASQ_LINK6;
            case SELF -> ipv4 ? HostPortTable.MASQ_SELF4 : HostPortTable.MASQ_SELF6;
            case ALL -> ipv4 ? HostPortTable.MASQ_ALL4 : HostPortTable.MASQ_ALL6;
        };
    }

    byte[] key() {
        byte[] address = target.getAddress();
        var writer = set().key().writer();
        return switch (kind) {
            case LINK -> writer.number(link).octets(address).bytes();
            case SELF -> writer.octets(address).octets(address).bytes();
            case ALL -> writer.octets(address).bytes();
        };
    }

    SetElement element(Owner owner) {
        return SetElement.of(key()).withComment(owner.text());
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
