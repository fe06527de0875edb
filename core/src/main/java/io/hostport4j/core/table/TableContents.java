package io.hostport4j.core.table;

import static io.hostport4j.core.table.TableSet.ADDR4;
import static io.hostport4j.core.table.TableSet.ADDR6;
import static io.hostport4j.core.table.TableSet.ANY4;
import static io.hostport4j.core.table.TableSet.ANY6;
import static io.hostport4j.core.table.TableSet.MASQ_ALL4;
import static io.hostport4j.core.table.TableSet.MASQ_ALL6;
import static io.hostport4j.core.table.TableSet.MASQ_SELF4;
import static io.hostport4j.core.table.TableSet.MASQ_SELF6;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * All that is in the table, for whoever has read the whole of it, or for a list what {@link #LISTED} names.
 *
 * @param elements of all sets that hold what they should
 * @param gates all that are there
 * @param faults what is wrong with sets, chains and rules
 */
public record TableContents(List<TableElement> elements, Set<Gate> gates, List<String> faults) {
    /**
     * The sets that tell of every forward, without its conditions: those are in {@link TableSet#OWNERS}, and only where there is a gate.
     */
    public static final Set<TableSet> LISTED = Set.of(ANY4, ADDR4, ANY6, ADDR6, MASQ_SELF4, MASQ_SELF6, MASQ_ALL4, MASQ_ALL6);

    /** Copies the collections. */
    public TableContents {
        elements = List.copyOf(elements);
        gates = Set.copyOf(gates);
        faults = List.copyOf(faults);
    }

    /** Every forward, with the conditions that its gate lets it have; what is none, but among them, is a fault. */
    public Snapshot snapshot(Scope.All scope, Object moment) {
        Map<MasqueradeElement, Owner> masquerade = masquerade();
        Map<Gate, Conditions> conditions = conditions();
        List<String> all = new ArrayList<>(faults);
        Set<Forward> forwards = new LinkedHashSet<>();
        for (TableElement element : elements) {
            if (TableSet.FORWARDS.contains(element.set())) {
                Optional<ForwardElement> parsed = ForwardElement.parse(element);
                if (parsed.isEmpty()) {
                    all.add(stranger(element));
                } else {
                    ForwardElement forward = parsed.get();
                    Gate gate = new Gate(forward.owner(), forward.hostPort().family());
                    forwards.add(new Forward(forward.hostPort(), forward.target(),
                            MasqueradeElement.masquerade(forward.target().address(), masquerade.keySet()),
                            conditions.getOrDefault(gate, Conditions.NONE), forward.owner()));
                }
            }
        }
        return new Snapshot(forwards, all, moment);
    }

    /**
     * Every forward with its number.
     *
     * @param counted numbers of those that have one
     */
    public Map<Forward, OptionalLong> connections(Map<HostPort, Long> counted) {
        Map<Forward, OptionalLong> connections = new LinkedHashMap<>();
        for (Forward forward : snapshot(new Scope.All(), counted).forwards()) {
            Long number = counted.get(forward.hostPort());
            connections.put(forward, number == null ? OptionalLong.empty() : OptionalLong.of(number));
        }
        return connections;
    }

    /** What is wrong with an element that is no forward, where forwards are. */
    static String stranger(TableElement element) {
        return element.set() + " has an element without an owner: " + element;
    }

    /**
     * What carries an owner's mark, and what is in the way, also where somebody has changed the table by hand.
     *
     * @param moment makes the backend's own note
     */
    public Snapshot snapshot(Scope.Of scope, Function<Seen, Object> moment) {
        Owner owner = scope.owner();
        OwnerBucket bucket = bucket(owner);
        OwnedRows owned = new OwnedRows(bucket);
        Map<MasqueradeElement, Owner> masquerade = masquerade();
        List<String> all = new ArrayList<>(faults);
        if (bucket.hasGap()) {
            all.add(TableSet.OWNERS + " lacks rows of " + owner);
        }
        Map<InetAddress, Integer> links = owned.links(scope);
        Seen seen = new Seen(bucket, links, asked(links, masquerade), masquerade, gates(owner), strangers(scope));
        return new Findings(forwards(scope), owned, seen).snapshot(scope, all, false, moment.apply(seen));
    }

    /** The owner's, and those that overlap a host port of the scope. */
    private List<ForwardElement> forwards(Scope.Of scope) {
        Set<HostPort> everyAddress = new HashSet<>();
        for (HostPort hostPort : scope.hostPorts()) {
            everyAddress.add(ForwardElement.onEveryAddress(hostPort));
        }
        List<ForwardElement> found = new ArrayList<>();
        for (TableElement element : elements) {
            if (TableSet.FORWARDS.contains(element.set())) {
                ForwardElement.parse(element).filter(forward -> concerns(forward, scope, everyAddress)).ifPresent(found::add);
            }
        }
        return found;
    }

    private static boolean concerns(ForwardElement forward, Scope.Of scope, Set<HostPort> everyAddress) {
        HostPort hostPort = forward.hostPort();
        return forward.owner().equals(scope.owner()) || scope.hostPorts().contains(hostPort)
                || scope.hostPorts().contains(ForwardElement.onEveryAddress(hostPort)) || everyAddress.contains(hostPort);
    }

    private List<TableElement> strangers(Scope.Of scope) {
        List<TableElement> strangers = new ArrayList<>();
        for (TableElement element : elements) {
            if (TableSet.FORWARDS.contains(element.set()) && ForwardElement.parse(element).isEmpty()
                    && scope.hostPorts().stream().anyMatch(hostPort -> ForwardElement.isInTheWay(element, hostPort))) {
                strangers.add(element);
            }
        }
        return strangers;
    }

    /** Whatever is under the owner's CRC-32, by number. */
    private OwnerBucket bucket(Owner owner) {
        FieldValue checksum = OwnerIndex.checksum(owner);
        List<TableElement> rows = new ArrayList<>();
        for (TableElement element : elements) {
            if (element.set() == TableSet.OWNERS && element.key().get(0).equals(checksum)) {
                rows.add(element);
            }
        }
        rows.sort((left, right) -> Long.compare(OwnerIndex.number(left), OwnerIndex.number(right)));
        return new OwnerBucket(owner, rows);
    }

    private Map<MasqueradeElement, Owner> masquerade() {
        Map<MasqueradeElement, Owner> masquerade = new LinkedHashMap<>();
        for (TableElement element : elements) {
            if (TableSet.MASQUERADING.contains(element.set())) {
                masquerade.put(MasqueradeElement.parse(element), MasqueradeElement.mark(element));
            }
        }
        return masquerade;
    }

    private Map<Gate, Conditions> conditions() {
        Map<Gate, Conditions> conditions = new HashMap<>();
        for (TableElement element : elements) {
            if (element.set() == TableSet.OWNERS && element.comment().filter(Owner::isOwner).isPresent()
                    && OwnerIndex.parse(element.data()).orElse(null) instanceof OwnerRow.Conditional row) {
                Gate gate = new Gate(new Owner(element.comment().get()), row.family());
                if (gates.contains(gate)) {
                    conditions.put(gate, row.conditions());
                }
            }
        }
        return conditions;
    }

    private Set<Gate> gates(Owner owner) {
        Set<Gate> own = new HashSet<>();
        for (Gate gate : gates) {
            if (gate.owner().equals(owner)) {
                own.add(gate);
            }
        }
        return own;
    }

    /** All was read, so of what is not there it is known too. */
    private static Set<MasqueradeElement> asked(Map<InetAddress, Integer> links, Map<MasqueradeElement, Owner> masquerade) {
        Set<MasqueradeElement> asked = new HashSet<>(masquerade.keySet());
        links.forEach((address, link) -> asked.addAll(MasqueradeElement.candidates(address, link)));
        return asked;
    }
}
