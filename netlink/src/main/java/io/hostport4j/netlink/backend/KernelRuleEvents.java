package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.RuleChange;
import io.hostport4j.core.spi.RuleEvents;
import io.hostport4j.netlink.nftables.Family;
import io.hostport4j.netlink.nftables.RulesetChange;
import io.hostport4j.netlink.nftables.RulesetMonitor;
import io.hostport4j.netlink.nftables.Table;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.Syscalls;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The kernel's own notices. */
final class KernelRuleEvents implements RuleEvents {
    private final RulesetMonitor monitor;

    private KernelRuleEvents(RulesetMonitor monitor) {
        this.monitor = monitor;
    }

    static KernelRuleEvents open(Syscalls syscalls, Set<String> names) {
        Set<Table> tables = new LinkedHashSet<>();
        for (String name : names) {
            int space = name.indexOf(' ');
            tables.add(new Table(Family.valueOf(name.substring(0, space).toUpperCase(Locale.ROOT)), name.substring(space + 1)));
        }
        return new KernelRuleEvents(RulesetMonitor.open(syscalls, tables, RulesetMonitor.WAITING_ROOM));
    }

    @Override
    public RuleChange await(Duration timeout) {
        try {
            return monitor.await(timeout).map(change -> new RuleChange(reach(change), change.removed())).orElse(RuleChange.NONE);
        } catch (NetlinkException e) {
            throw new BackendFailedException("netlink: " + e.getMessage(), e);
        }
    }

    @Override
    public void wakeUp() {
        monitor.wakeUp();
    }

    @Override
    public void close() {
        monitor.close();
    }

    private static RuleChange.Reach reach(RulesetChange change) {
        if (change.lost()) {
            return RuleChange.Reach.UNKNOWN;
        }
        if (!change.touched().isEmpty()) {
            return RuleChange.Reach.TABLES;
        }
        return change.refilled().isEmpty() ? RuleChange.Reach.ELSEWHERE : RuleChange.Reach.FORWARDS;
    }
}
