package io.hostport4j.iptables;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The commands that a change needs, for each table. An attachment's chain is written anew as a whole, in the flavour in use; what it
 * has elsewhere goes. Of a mark that was found only the rules of the removed forwards go.
 */
final class ChangePlan {
    private final Change change;
    private final Reading now;
    private final Installed installed;
    private final Mark mark;
    private final Map<Place, RestoreScript> scripts;
    /** Names of chains that changes before this one made. */
    private final Map<Place, Set<String>> taken;

    private ChangePlan(Change change, Reading now, Installed installed, Mark mark, Map<Place, RestoreScript> scripts, Map<Place, Set<String>> taken) {
        this.change = change;
        this.now = now;
        this.installed = installed;
        this.mark = mark;
        this.scripts = scripts;
        this.taken = taken;
    }

    /**
     * @param now what the tables have before each change, those {@link #needed} among them; when there are several changes, all at one moment
     * @return in the order in which to run them
     */
    static Map<Place, RestoreScript> scripts(Map<Change, Reading> now, Installed installed, Mark mark) {
        Map<Place, RestoreScript> scripts = new LinkedHashMap<>();
        now.values().forEach(reading -> reading.tables().forEach((place, table) -> scripts.putIfAbsent(place, new RestoreScript(table.nat()))));
        Map<Place, Set<String>> taken = new HashMap<>();
        List<ChangePlan> plans = new ArrayList<>();
        now.forEach((change, reading) -> plans.add(new ChangePlan(change, reading, installed, mark, scripts, taken)));
        Set<Place> masquerading = new HashSet<>();
        plans.forEach(plan -> needed(plan.change, installed).stream().filter(plan::isMasquerading).forEach(masquerading::add));
        Set<Place> incomplete = new HashSet<>(scripts.keySet());
        for (ChangePlan plan : plans) {
            plan.removeOld();
            plan.write(place -> {
                // What all share is made once.
                if (incomplete.remove(place)) {
                    plan.complete(place, masquerading.contains(place) ? BaseObjects.masquerading(mark) : BaseObjects.plain(mark));
                }
            });
        }
        scripts.values().removeIf(RestoreScript::isEmpty);
        return scripts;
    }

    private void complete(Place place, BaseObjects objects) {
        Saved table = now.tables().get(place);
        objects.complete(table.nat(), scripts.get(place));
        scripts.get(place).guardedBy(Guard.of(place.family()).script(table.guard()));
    }

    private boolean isMasquerading(Place place) {
        return change.outcome().stream().anyMatch(forward -> forward.hostPort().family() == place.family()
                && forward.masquerade() != Masquerade.NEVER);
    }

    /** @param before is told of each table before rules are added there */
    private void write(Consumer<Place> before) {
        if (writesAnew(change)) {
            writeAnew(inOrder(change.outcome(), now.scope()), change.owner().attachment().orElseThrow(), before);
        } else {
            ownChains().forEach(this::shrink);
        }
    }

    /** The tables that must be read for a change, since rules will be added there. */
    static Set<Place> needed(Change change, Installed installed) {
        Set<Place> places = new LinkedHashSet<>();
        if (writesAnew(change)) {
            change.outcome().forEach(forward -> places.add(installed.main(forward.hostPort().family())));
        }
        return places;
    }

    private static boolean writesAnew(Change change) {
        return change.owner().attachment().isPresent() && !change.outcome().isEmpty();
    }

    /** In the caller's order, which a step from what was there does not have. */
    private static Collection<Forward> inOrder(Set<Forward> outcome, Scope scope) {
        return scope instanceof Scope.Of of && Set.copyOf(of.wanted().values()).equals(outcome) ? of.wanted().values() : outcome;
    }

    private List<FoundChain> ownChains() {
        return now.chains().stream().filter(chain -> chain.owner().equals(change.owner())).toList();
    }

    /** What the reference before version 0.7 had for the container besides. */
    private void removeOld() {
        change.owner().attachment().filter(ChainNames::isUsual).map(ChainNames::old).ifPresent(old -> now.tables().forEach((place, table) -> {
            if (table.nat().has(old)) {
                table.nat().rules(ChainNames.OLD_SNAT).stream().filter(rule -> rule.jump().filter(old::equals).isPresent())
                        .forEach(scripts.get(place)::delete);
                scripts.get(place).drop(old);
            }
        }));
    }

    private void shrink(FoundChain found) {
        if (change.removals().containsAll(found.forwards().values())) {
            remove(found);
        } else {
            found.forwards().forEach((rules, forward) -> {
                if (change.removals().contains(forward)) {
                    rules.rules().forEach(scripts.get(found.place())::delete);
                }
            });
        }
    }

    private void remove(FoundChain found) {
        RestoreScript script = scripts.get(found.place());
        found.chain().leading().forEach(script::delete);
        script.drop(found.chain().name());
    }

    private void writeAnew(Collection<Forward> forwards, AttachmentId attachment, Consumer<Place> before) {
        Set<Place> places = needed(change, installed);
        for (FoundChain found : ownChains()) {
            if (places.contains(found.place()) && found.chain().name().equals(chainName(found.place(), attachment))) {
                found.chain().leading().forEach(scripts.get(found.place())::delete);
            } else {
                remove(found);
            }
        }
        places.forEach(place -> {
            before.accept(place);
            write(place, forwards, attachment);
        });
    }

    private void write(Place place, Collection<Forward> forwards, AttachmentId attachment) {
        List<Forward> own = forwards.stream().filter(forward -> forward.hostPort().family() == place.family()).toList();
        RestoreScript script = scripts.get(place);
        String chain = chainName(place, attachment);
        taken.computeIfAbsent(place, any -> new HashSet<>()).add(chain);
        script.fill(chain, own.stream().flatMap(forward ->
                ForwardRules.of(forward, sources(forward), chain, BaseObjects.markChain(mark)).rules().stream()).toList());
        EntryRules.of(place.family(), forwards, chain, EntryComment.of(attachment).text()).forEach(entry -> script.append(entry.rule()));
    }

    /** The attachment's own chain where there is one, else a name that nobody has. */
    private String chainName(Place place, AttachmentId attachment) {
        Set<String> names = ChainNames.of(attachment);
        names.removeAll(taken.getOrDefault(place, Set.of()));
        for (FoundChain found : now.chains()) {
            if (found.place().equals(place) && !found.owner().equals(change.owner())) {
                names.remove(found.chain().name());
            }
        }
        return names.stream().findFirst().orElseThrow();
    }

    private List<Subnet> sources(Forward forward) {
        Link link = now.scope() instanceof Scope.Of of ? of.links().get(forward.target().address()) : null;
        if (link != null) {
            return ForwardRules.sources(forward, link);
        }
        // A forward that stays and that the scope does not speak of: as it is.
        for (FoundChain found : ownChains()) {
            for (Map.Entry<ForwardRules, Forward> there : found.forwards().entrySet()) {
                if (there.getValue().equals(forward)) {
                    return there.getKey().sources();
                }
            }
        }
        return ForwardRules.sources(forward, new Link(0, Subnet.host(forward.target().address()).prefixLength()));
    }
}
