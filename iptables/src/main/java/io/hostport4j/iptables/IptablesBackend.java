package io.hostport4j.iptables;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.spi.WaitEndedException;
import io.hostport4j.core.tool.NodeLock;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Forwards in the nat tables of iptables. The tables have no generations: a change is made while nobody else of this library makes
 * one, on what is read once more. Each family is changed at once as a whole; when the second one fails, the first goes back.
 */
final class IptablesBackend implements Backend {
    private final Installed installed;
    private final Xtables xtables;
    private final Presence presence;
    private final ReadingPlan plan;
    private final NatReader reader;
    private final Mark mark;
    private final NodeLock lock;
    private final HostNetwork network;
    /** What this backend left when it last changed something. */
    private Optional<Rest> rest = Optional.empty();
    private final OperationTime time;

    IptablesBackend(Installed installed, Xtables xtables, Presence presence, Settings settings, NodeLock lock) {
        this.installed = installed;
        this.xtables = xtables;
        this.presence = presence;
        this.plan = new ReadingPlan(installed);
        this.mark = settings.mark();
        this.reader = new NatReader(settings.network(), xtables, presence, plan, new Faults(mark));
        this.lock = lock;
        this.network = settings.network();
        this.time = settings.time();
    }

    @Override
    public Snapshot read(Scope scope) {
        Reading reading = reader.read(scope);
        return new Snapshot(reading.forwards(), reading.faults(), reading);
    }

    @Override
    public Map<Forward, OptionalLong> connections() {
        return reader.connections();
    }

    /** As {@link #read}, but that there is no {@link Guard} is a fault here: an ADD of what the reference made brings it. */
    @Override
    public Snapshot basis(Scope scope) {
        return bases(List.of(scope)).get(0);
    }

    /** Reads what a commit will need, too: it has it then without another process, when nothing changes meanwhile. */
    @Override
    public List<Snapshot> bases(List<? extends Scope> scopes) {
        Set<Place> needed = new LinkedHashSet<>();
        scopes.forEach(scope -> wanted(scope).stream().filter(installed::has).forEach(needed::add));
        return reader.readAll(scopes, needed).stream().map(this::basis).toList();
    }

    private Snapshot basis(Reading reading) {
        Set<String> faults = new LinkedHashSet<>(reading.faults());
        for (Place place : wanted(reading.scope())) {
            Guard guard = Guard.of(place.family());
            Saved table = reading.tables().get(place);
            if (table != null && !table.nat().rules(ChainNames.DNAT).isEmpty() && !guard.isWhole(table.guard())) {
                faults.add(guard.fault(place));
            }
        }
        return new Snapshot(reading.forwards(), List.copyOf(faults), reading);
    }

    /** Where a scope's forwards would be added. */
    private Set<Place> wanted(Scope scope) {
        Set<Place> places = new LinkedHashSet<>();
        if (scope instanceof Scope.Of of) {
            of.hostPorts().forEach(hostPort -> places.add(installed.main(hostPort.family())));
        }
        return places;
    }

    @Override
    public void commit(Change change) {
        Reading basis = (Reading) change.basis().moment();
        NodeLock.Held held = lock.acquire();
        try {
            Reading now = reader.read(basis.scope(), ChangePlan.needed(change, installed));
            if (!now.forwards().equals(basis.forwards())) {
                throw new StaleSnapshotException(null);
            }
            rest = Optional.empty();
            run(ChangePlan.scripts(Map.of(change, now), installed, mark), now.tables());
            rest = Rest.of(change, now, plan.inUse(presence::mayHave), network.generation());
        } finally {
            held.close();
        }
    }

    @Override
    public boolean commitAll(List<Change> changes) {
        NodeLock.Held held = lock.acquire();
        try {
            Set<Place> needed = new LinkedHashSet<>();
            changes.forEach(change -> needed.addAll(ChangePlan.needed(change, installed)));
            Iterator<Reading> readings = reader.readAll(changes.stream().map(IptablesBackend::scope).toList(), needed).iterator();
            Map<Change, Reading> now = new LinkedHashMap<>();
            Map<Place, Saved> tables = new HashMap<>();
            for (Change change : changes) {
                Reading reading = readings.next();
                if (!reading.forwards().equals(change.basis().forwards())) {
                    throw new StaleSnapshotException(null);
                }
                now.put(change, reading);
                tables.putAll(reading.tables());
            }
            rest = Optional.empty();
            run(ChangePlan.scripts(now, installed, mark), tables);
            return true;
        } finally {
            held.close();
        }
    }

    @Override
    public void rehearse(Change change) {
        Reading basis = (Reading) change.basis().moment();
        NodeLock.Held held = lock.acquire();
        try {
            Reading now = reader.read(basis.scope(), ChangePlan.needed(change, installed));
            ChangePlan.scripts(Map.of(change, now), installed, mark)
                    .forEach((place, script) -> xtables.test(place, script.guard(), script.commands()));
        } finally {
            held.close();
        }
    }

    @Override
    public Optional<HostPort> findLoopback(Predicate<InetAddress> target) {
        return rest.filter(left -> left.isOf(network.generation())).map(left -> left.findLoopback(target))
                .orElseGet(() -> Backend.super.findLoopback(target));
    }

    @Override
    public boolean isEmpty() {
        for (Place place : plan.inUse(presence::mayHave)) {
            // In nf_tables the rules were counted just now.
            if (place.flavour() == Flavour.NFT || !xtables.save(place).nat().rules(ChainNames.DNAT).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** As iptables-nft names them; what changes in the legacy tables nobody tells. */
    @Override
    public Set<String> tables() {
        return Set.of("ip nat", "ip6 nat", "ip mangle", "ip6 filter");
    }

    /**
     * Removes nothing: as the reference, which may be at work beside this, it keeps the chains that all containers share. That somebody
     * has a forward by now it tells all the same, for the engine has closed the way from 127.0.0.1 before.
     */
    @Override
    public void tidy() {
        if (!isEmpty()) {
            throw new StaleSnapshotException(null);
        }
    }

    @Override
    public void close() {}

    private static Scope scope(Change change) {
        return ((Reading) change.basis().moment()).scope();
    }

    private void run(Map<Place, RestoreScript> scripts, Map<Place, Saved> now) {
        ScriptRun run = new ScriptRun(xtables);
        try {
            run.run(scripts);
        } catch (WaitEndedException e) {
            takeBack(run, now, e);
            throw e;
        } catch (BackendFailedException e) {
            boolean restored = e.getSuppressed().length == 0;
            throw restored && scripts.keySet().stream().anyMatch(place -> moved(place, now)) ? new StaleSnapshotException(e) : e;
        }
    }

    /** Here, where the rules are known as they were; the engine knows forwards. */
    private void takeBack(ScriptRun run, Map<Place, Saved> now, WaitEndedException failure) {
        try {
            time.toTheEnd(() -> run.takeBack(place -> !xtables.save(place).nat().equals(now.get(place).nat()), failure));
        } catch (BackendFailedException | WaitEndedException e) {
            failure.addSuppressed(e);
        }
    }

    /** Whether the failure is another program's doing, which changed the table after it was read. */
    private boolean moved(Place place, Map<Place, Saved> now) {
        try {
            return !xtables.save(place).nat().equals(now.get(place).nat());
        } catch (BackendFailedException e) {
            return false;
        }
    }
}
