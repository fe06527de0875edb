package io.hostport4j.iptables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.tool.Tools;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The programs of iptables that this node has; found without starting any.
 *
 * @param main the flavour that additions go to
 * @param programs the path of each place's program, to which {@code -save} and {@code -restore} are appended
 */
record Installed(Flavour main, Map<Place, String> programs) {
    private static final String RESTORE = "-restore";

    /** Copies the map; its order stays. */
    Installed {
        programs = Collections.unmodifiableMap(new LinkedHashMap<>(programs));
    }

    /** The program that is called {@code iptables-restore} here. */
    static Optional<Path> plainRestore(Tools tools) {
        return tools.find(Flavour.plainProgram(Family.IPV4) + RESTORE);
    }

    /** The programs where the plain names mean a flavour. */
    static Installed plain(Tools tools, Flavour main) {
        Map<Place, String> programs = new LinkedHashMap<>();
        for (Family family : Family.values()) {
            put(programs, new Place(main, family), program(tools, Flavour.plainProgram(family)));
        }
        for (Map.Entry<Place, String> named : named(tools, main).programs().entrySet()) {
            if (named.getKey().flavour() != main) {
                programs.put(named.getKey(), named.getValue());
            }
        }
        return new Installed(main, programs);
    }

    /** The programs by the names that tell their flavour. */
    static Installed named(Tools tools, Flavour main) {
        Map<Place, String> programs = new LinkedHashMap<>();
        for (Flavour flavour : Flavour.values()) {
            for (Family family : Family.values()) {
                put(programs, new Place(flavour, family), program(tools, flavour.program(family)));
            }
        }
        return new Installed(main, programs);
    }

    boolean has(Place place) {
        return programs.containsKey(place);
    }

    Place main(Family family) {
        return new Place(main, family);
    }

    String save(Place place) {
        return command(place) + "-save";
    }

    String restore(Place place) {
        return command(place) + RESTORE;
    }

    /** @throws BackendFailedException when this node has no program for a table */
    String command(Place place) {
        if (!has(place)) {
            throw new BackendFailedException("no program for " + place + " in PATH; install the package iptables");
        }
        return programs.get(place);
    }

    private static Optional<String> program(Tools tools, String name) {
        Optional<Path> restore = tools.find(name + RESTORE);
        boolean complete = restore.isPresent() && tools.find(name + "-save").isPresent() && tools.find(name).isPresent();
        return complete ? Optional.of(restore.get().resolveSibling(name).toString()) : Optional.empty();
    }

    private static void put(Map<Place, String> programs, Place place, Optional<String> program) {
        if (program.isPresent()) {
            programs.put(place, program.get());
        }
    }
}
