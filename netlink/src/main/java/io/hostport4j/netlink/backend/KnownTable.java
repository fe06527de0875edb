package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.table.ForwardElement;
import io.hostport4j.core.table.OwnerBucket;
import io.hostport4j.core.table.Seen;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.backend.TableReader.Read;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the table at one generation, so that it need not be read again while nobody else changes the rule set. A process
 * that makes many changes reads the base objects once; one that is started for a single change pays for them once.
 */
final class KnownTable {
    /** Enough for the pods of some nodes; each takes about a kilobyte for a forward. */
    private static final int OWNERS_KEPT = 1024;
    private static final int FORWARDS_KEPT = 16;
    private static final Snapshot NOTHING = new Snapshot(Set.of(), List.of(), 0);

    private boolean valid;
    private boolean doubted;
    private boolean disturbed = true;
    private int generation;
    private BaseObjects base = BaseObjects.ABSENT;
    private GateRules gates = GateRules.NONE;
    private List<String> faults = List.of();
    private Optional<OnOneAddress> onOneAddress = Optional.empty();
    private final Map<Owner, Snapshot> owners = new LinkedHashMap<>();

    /** Reads what is not known of a generation. False when the rule set moved meanwhile. */
    boolean refresh(TableReader reader, int wanted) {
        if (valid && generation == wanted) {
            return true;
        }
        Read<BaseObjects> read = reader.base();
        disturbed = true;
        valid = true;
        generation = read.generation();
        base = read.value();
        gates = base.gates();
        faults = base.faults();
        onOneAddress = Optional.empty();
        owners.clear();
        return generation == wanted;
    }

    /** Whether nobody else changed the rule set since {@link #told}. */
    boolean isUndisturbed() {
        return !disturbed;
    }

    /** The engine has heard whether others changed the rule set. */
    void told() {
        disturbed = false;
    }

    boolean isPresent() {
        return base.present();
    }

    /** What is wrong with the table; nothing when it is not there at all. */
    List<String> faults() {
        return faults;
    }

    /** What is in the chain of conditions. */
    GateRules gates() {
        return gates;
    }

    /** The table's objects, when a commit has to make or mend them. */
    Optional<BaseObjects> faultyBase() {
        return base.present() && faults.isEmpty() ? Optional.empty() : Optional.of(base);
    }

    /**
     * What is on one address of the node and overlaps some host ports. The kernel cannot look them up by port alone, so they are
     * all read once for a generation; most nodes have few. Empty when the rule set moved meanwhile.
     */
    Optional<OnOneAddress> onOneAddress(TableReader reader, int wanted, Set<HostPort> hostPorts) {
        if (onOneAddress.isEmpty()) {
            Read<List<TableElement>> read = reader.list(List.of(TableSet.ADDR4, TableSet.ADDR6));
            if (read.generation() != wanted) {
                return Optional.empty();
            }
            onOneAddress = Optional.of(new OnOneAddress(TableReader.forwards(read.value()), TableReader.strangers(read.value())));
        }
        return Optional.of(onOneAddress.get().overlapping(hostPorts));
    }

    /**
     * What is on one address of the node.
     *
     * @param strangers what is no forward
     */
    record OnOneAddress(List<ForwardElement> forwards, List<TableElement> strangers) {
        private OnOneAddress overlapping(Set<HostPort> hostPorts) {
            List<ForwardElement> overlapping = new ArrayList<>();
            for (ForwardElement forward : forwards) {
                if (hostPorts.contains(ForwardElement.onEveryAddress(forward.hostPort()))) {
                    overlapping.add(forward);
                }
            }
            List<TableElement> inTheWay = new ArrayList<>();
            for (TableElement stranger : strangers) {
                if (hostPorts.stream().anyMatch(hostPort -> ForwardElement.isInTheWay(stranger, hostPort))) {
                    inTheWay.add(stranger);
                }
            }
            return new OnOneAddress(overlapping, inTheWay);
        }

        private boolean isEmpty() {
            return forwards.isEmpty() && strangers.isEmpty();
        }
    }

    /** An own transaction was carried out on the known generation; others follow. */
    void advance() {
        generation = HostNetwork.generationAfter(generation);
    }

    /** An own transaction was carried out on the known generation, and left the table whole. */
    void advance(boolean forwardsOnOneAddressChanged, GateRules gatesAfter) {
        advance();
        base = BaseObjects.WHOLE;
        gates = gatesAfter;
        faults = List.of();
        if (forwardsOnOneAddressChanged) {
            onOneAddress = Optional.empty();
        }
    }

    /** Keeps what an own transaction left of an owner: nothing, or what a read would see; not of one with many forwards. */
    void remember(Owner owner, Optional<Snapshot> outcome) {
        owners.remove(owner);
        if (outcome.isPresent() && outcome.get().forwards().size() <= FORWARDS_KEPT) {
            if (owners.size() == OWNERS_KEPT) {
                owners.remove(owners.keySet().iterator().next());
            }
            owners.put(owner, outcome.get());
        }
    }

    /**
     * What is there of an owner and of the holders of some host ports, if the rule set has not moved and nobody is in the way; a commit
     * finds out. Empty when there is reason to look.
     */
    Optional<Snapshot> assume(Scope.Of scope) {
        boolean absent = valid && !base.present();
        if (doubted || !valid || !absent && faultyBase().isPresent()) {
            doubted = false;
            return Optional.empty();
        }
        // Where there is no table nobody has anything. Only for who adds: a commit finds out whether it is so still.
        if (absent) {
            return scope.hostPorts().isEmpty() ? Optional.empty() : Optional.of(nothing(scope));
        }
        Snapshot outcome = owners.get(scope.owner());
        if (scope.hostPorts().isEmpty()) {
            return outcome == null ? Optional.empty() : Optional.of(remembered(outcome));
        }
        return outcome == null && gates.of(scope.owner()).isEmpty() && areFree(scope.hostPorts()) ? Optional.of(nothing(scope)) : Optional.empty();
    }

    /** The last assumption was wrong, though the rule set has not moved. */
    void doubt() {
        doubted = true;
    }

    /** As far as the kernel would not find out by itself: it knows of one key at a time. */
    private boolean areFree(Set<HostPort> hostPorts) {
        if (onOneAddress.isEmpty()) {
            return false;
        }
        for (HostPort hostPort : hostPorts) {
            if (!hostPort.everyAddress()) {
                return false;
            }
        }
        return onOneAddress.get().overlapping(hostPorts).isEmpty();
    }

    private Snapshot remembered(Snapshot outcome) {
        return assumed(outcome, ((Moment) outcome.moment()).seen());
    }

    private Snapshot nothing(Scope.Of scope) {
        Map<InetAddress, Integer> links = new HashMap<>();
        scope.links().forEach((address, link) -> links.put(address, link.index()));
        OwnerBucket bucket = new OwnerBucket(scope.owner(), List.of());
        return assumed(NOTHING, new Seen(bucket, links, Set.of(), Map.of(), Set.of(), List.of()));
    }

    private Snapshot assumed(Snapshot outcome, Seen seen) {
        Moment now = new Moment(generation, faultyBase(), gates, true, seen);
        return new Snapshot(outcome.forwards(), outcome.faults(), isUndisturbed(), now);
    }

    void forgetOwners() {
        owners.clear();
    }

    void forget() {
        valid = false;
        disturbed = true;
        owners.clear();
    }
}
