package io.hostport4j.core;

import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Probe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which backend is used: the one that the configuration names, else the administrator's default, else the best that is
 * usable and can do what is wanted.
 */
final class BackendChoice {
    /** How the administrator names a default, for messages. */
    private static final String NODES_DEFAULT = "HOSTPORT_BACKEND";
    /** In the order in which the reference lists what contradicts. */
    private static final List<Capability> IPTABLES_ONLY = List.of(Capability.EXTERNAL_MARK_CHAIN, Capability.CONDITIONS_IPTABLES);
    private static final List<Capability> NFTABLES_ONLY = List.of(Capability.CONDITIONS_NFTABLES);

    private static final String NOT_LASTING = "its forwards would end with this process";

    private final List<BackendProvider> providers;

    BackendChoice(Iterable<BackendProvider> providers) {
        List<BackendProvider> sorted = new ArrayList<>();
        providers.forEach(sorted::add);
        sorted.sort(BackendChoice::byPriority);
        this.providers = List.copyOf(sorted);
    }

    /** The highest first, and by name where it is the same. */
    private static int byPriority(BackendProvider left, BackendProvider right) {
        return left.priority() == right.priority() ? left.name().compareTo(right.name()) : Integer.compare(right.priority(), left.priority());
    }

    /**
     * A provider whose backend works here.
     *
     * @param reason why this one, for people to read
     */
    record Chosen(BackendProvider provider, Probe.Usable probe, String reason) {
        @Override
        public String toString() {
            return provider.name() + " (" + probe.version() + "; " + reason + ")";
        }
    }

    /**
     * @throws UnsupportedOptionException when the named one is unknown, or cannot do what the options need
     * @throws BackendUnavailableException when the named one, or each that could do it, cannot work here; it says why
     */
    Chosen choose(BackendOptions options) {
        if (options.configured().isPresent()) {
            return named(options.configured().get(), "", "the configuration names it", options);
        }
        if (options.nodesDefault().isPresent()) {
            return named(options.nodesDefault().get(), " by " + NODES_DEFAULT, NODES_DEFAULT + " names it", options);
        }
        return best(options);
    }

    /** The best usable provider of each store other than the chosen one's in which another process may have left something. */
    List<Chosen> others(Chosen chosen) {
        Set<String> stores = new HashSet<>(Set.of(chosen.provider().store()));
        List<Chosen> others = new ArrayList<>();
        for (BackendProvider provider : providers) {
            if (!stores.contains(provider.store()) && provider.probe() instanceof Probe.Usable usable
                    && usable.capabilities().contains(Capability.LASTING)) {
                stores.add(provider.store());
                others.add(new Chosen(provider, usable, "for what is left in " + provider.store()));
            }
        }
        return others;
    }

    private Chosen named(String name, String where, String reason, BackendOptions options) {
        for (BackendProvider provider : providers) {
            if (provider.name().equals(name)) {
                Probe probe = provider.probe();
                if (!(probe instanceof Probe.Usable usable)) {
                    throw new BackendUnavailableException("backend \"" + name + "\" was chosen (" + reason + ") and cannot work here: "
                            + obstacle(probe), probe instanceof Probe.NotPermitted);
                }
                if (!usable.capabilities().contains(Capability.ADDITIONS)) {
                    break;
                }
                refuseContradiction(name + " backend was requested" + where, usable, options);
                if (lacksLasting(options, usable)) {
                    throw new UnsupportedOptionException("backend \"" + name + "\" was chosen (" + reason + ") and " + NOT_LASTING);
                }
                return new Chosen(provider, usable, reason);
            }
        }
        throw new UnsupportedOptionException("unrecognized backend \"" + name + "\" (" + reason + "); there are " + names());
    }

    private Chosen best(BackendOptions options) {
        List<String> obstacles = new ArrayList<>();
        boolean permissionMissing = false;
        for (BackendProvider provider : providers) {
            Probe probe = provider.probe();
            if (!(probe instanceof Probe.Usable usable)) {
                permissionMissing |= probe instanceof Probe.NotPermitted;
                obstacles.add(provider.name() + ": " + obstacle(probe));
            } else if (usable.capabilities().contains(Capability.ADDITIONS)) {
                if (usable.capabilities().containsAll(options.needs().keySet())) {
                    return new Chosen(provider, usable, reason(options, obstacles));
                }
                obstacles.add(provider.name() + ": " + (lacksLasting(options, usable) ? NOT_LASTING
                        : "cannot do " + String.join(" ", keys(options, List.of(Capability.values()), usable))));
            }
        }
        throw new BackendUnavailableException(obstacles.isEmpty()
                ? "no backend is on the class path; add hostport4j-netlink"
                : "no backend can work here: " + String.join("; ", obstacles), permissionMissing);
    }

    private static String reason(BackendOptions options, List<String> obstacles) {
        List<String> keys = options.needs().values().stream().flatMap(List::stream).sorted().toList();
        String reason = keys.isEmpty() ? "the best that is usable here" : "the best that can do " + String.join(" ", keys);
        return obstacles.isEmpty() ? reason : reason + "; " + String.join("; ", obstacles);
    }

    private static boolean lacksLasting(BackendOptions options, Probe.Usable usable) {
        return options.needs().containsKey(Capability.LASTING) && !usable.capabilities().contains(Capability.LASTING);
    }

    private static void refuseContradiction(String requested, Probe.Usable usable, BackendOptions options) {
        List<String> iptables = keys(options, IPTABLES_ONLY, usable);
        if (!iptables.isEmpty()) {
            throw new UnsupportedOptionException(requested + " but configuration contains iptables-specific options " + listed(iptables));
        }
        List<String> nftables = keys(options, NFTABLES_ONLY, usable);
        if (!nftables.isEmpty()) {
            throw new UnsupportedOptionException(requested + " but configuration contains nftables-specific options " + listed(nftables));
        }
    }

    /** The options that need what the backend lacks. */
    private static List<String> keys(BackendOptions options, List<Capability> candidates, Probe.Usable usable) {
        List<String> keys = new ArrayList<>();
        for (Capability capability : candidates) {
            if (!usable.capabilities().contains(capability)) {
                keys.addAll(options.needs().getOrDefault(capability, List.of()));
            }
        }
        return keys;
    }

    private static String listed(List<String> keys) {
        return "[" + String.join(" ", keys) + "]";
    }

    /** Of those that can be chosen. */
    private String names() {
        List<String> names = new ArrayList<>();
        for (BackendProvider provider : providers) {
            if (!(provider.probe() instanceof Probe.Usable usable) || usable.capabilities().contains(Capability.ADDITIONS)) {
                names.add(provider.name());
            }
        }
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String obstacle(Probe probe) {
        if (probe instanceof Probe.Absent absent) {
            return absent.why();
        }
        return probe instanceof Probe.NotPermitted notPermitted ? "not permitted: " + notPermitted.why() : "";
    }
}
