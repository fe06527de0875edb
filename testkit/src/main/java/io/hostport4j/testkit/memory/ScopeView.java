package io.hostport4j.testkit.memory;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.Scope;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Exactly what a scope asks for, and not one forward more: a caller that needs more finds out. */
final class ScopeView {
    private final Scope.Of scope;
    private final Collection<Row> rows;
    private final Map<Integer, Set<HostPort>> wanted = new HashMap<>();

    ScopeView(Scope.Of scope, Collection<Row> rows) {
        this.scope = scope;
        this.rows = rows;
        for (HostPort hostPort : scope.hostPorts()) {
            wanted.computeIfAbsent(hostPort.port(), port -> new HashSet<>()).add(hostPort);
        }
    }

    Set<Forward> forwards() {
        Set<Forward> forwards = new LinkedHashSet<>();
        for (Row row : rows) {
            Forward forward = row.forward();
            if (forward.owner().equals(scope.owner()) || isInTheWay(forward.hostPort())) {
                forwards.add(forward);
            }
        }
        return forwards;
    }

    private boolean isInTheWay(HostPort hostPort) {
        return wanted.getOrDefault(hostPort.port(), Set.of()).stream().anyMatch(hostPort::overlaps);
    }
}
