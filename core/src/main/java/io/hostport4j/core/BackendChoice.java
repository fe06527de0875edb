package io.hostport4j.core;

import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Probe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides which backend is used: the one that was chosen by name, else the best that is usable. */
final class BackendChoice {
    private final List<BackendProvider> providers;

    BackendChoice(Iterable<BackendProvider> providers) {
        List<BackendProvider> sorted = new ArrayList<>();
        providers.forEach(sorted::add);
        sorted.sort(Comparator.comparingInt(BackendProvider::priority).reversed().thenComparing(BackendProvider::name));
        this.providers = List.copyOf(sorted);
    }

    /** @throws BackendUnavailableException when the chosen one, or each of them, cannot work here; it says why */
    BackendProvider choose(Optional<String> name) {
        return name.isPresent() ? chosen(name.get()) : best();
    }

    private BackendProvider chosen(String name) {
        for (BackendProvider provider : providers) {
            if (provider.name().equals(name)) {
                Optional<String> obstacle = obstacle(provider);
                if (obstacle.isPresent()) {
                    throw new BackendUnavailableException("backend \"" + name + "\" was chosen and cannot work here: " + obstacle.get());
                }
                return provider;
            }
        }
        throw new BackendUnavailableException("backend \"" + name + "\" was chosen and is not on the class path; there are: " + names());
    }

    private BackendProvider best() {
        List<String> obstacles = new ArrayList<>();
        for (BackendProvider provider : providers) {
            Optional<String> obstacle = obstacle(provider);
            if (obstacle.isEmpty()) {
                return provider;
            }
            obstacles.add(provider.name() + ": " + obstacle.get());
        }
        throw new BackendUnavailableException(obstacles.isEmpty()
                ? "no backend is on the class path; add hostport4j-netlink"
                : "no backend can work here: " + String.join("; ", obstacles));
    }

    private String names() {
        return providers.isEmpty() ? "none" : String.join(", ", providers.stream().map(BackendProvider::name).toList());
    }

    private static Optional<String> obstacle(BackendProvider provider) {
        Probe probe = provider.probe();
        if (probe instanceof Probe.Absent absent) {
            return Optional.of(absent.why());
        }
        if (probe instanceof Probe.NotPermitted notPermitted) {
            return Optional.of("not permitted: " + notPermitted.why());
        }
        return Optional.empty();
    }
}
