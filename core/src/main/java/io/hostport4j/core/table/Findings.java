package io.hostport4j.core.table;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was found for a scope. Of others' forwards it tells neither the conditions nor, where their interface matters, all that
 * masquerades them: they are only in the way.
 *
 * @param forwards the owner's, and those in the way
 * @param owned what the owner's rows say
 * @param seen what else was seen
 */
public record Findings(Collection<ForwardElement> forwards, OwnedRows owned, Seen seen) {
    /**
     * The findings as the engine wants them.
     *
     * @param tableFaults what is wrong with the table, whoever's
     * @param undisturbed as {@link Snapshot#undisturbed}
     * @param moment as {@link Snapshot#moment}
     */
    public Snapshot snapshot(Scope.Of scope, List<String> tableFaults, boolean undisturbed, Object moment) {
        Set<Forward> all = new HashSet<>();
        Set<HostPort> own = new HashSet<>();
        for (ForwardElement forward : forwards) {
            InetAddress target = forward.target().address();
            Masquerade masquerade;
            Conditions conditions;
            if (forward.owner().equals(scope.owner())) {
                own.add(forward.hostPort());
                masquerade = owned.masqueradeOf(target);
                conditions = owned.conditionsOf(forward.hostPort().family());
            } else {
                masquerade = MasqueradeElement.masquerade(target, seen.masquerade().keySet());
                conditions = Conditions.NONE;
            }
            all.add(new Forward(forward.hostPort(), forward.target(), masquerade, conditions, forward.owner()));
        }
        List<String> faults = new ArrayList<>(tableFaults);
        faults.addAll(owned.faults(own, scope.links(), seen));
        return new Snapshot(all, faults, undisturbed, moment);
    }
}
