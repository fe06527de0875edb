package io.hostport4j.core.doctor;

import io.hostport4j.core.model.Owner;

/**
 * Lines that call this project's own command, with what it has to be told.
 *
 * @param places where the container runtime keeps things
 */
record Commands(Places places) {
    String reconcile() {
        return "hostport reconcile" + cache();
    }

    String adopt() {
        return "hostport adopt" + cache();
    }

    String remove(Owner owner) {
        return "hostport remove " + ShellWord.of(owner.text());
    }

    String doctor() {
        StringBuilder line = new StringBuilder("hostport doctor");
        if (!places.networks().equals(Places.DEFAULT.networks())) {
            line.append(" --conf-dir ").append(ShellWord.of(places.networks()));
        }
        if (!places.plugins().equals(Places.DEFAULT.plugins())) {
            places.plugins().forEach(folder -> line.append(" --bin-dir ").append(ShellWord.of(folder)));
        }
        return line.append(cache()).toString();
    }

    String install(String network) {
        StringBuilder line = new StringBuilder("hostport install");
        if (!places.networks().equals(Places.DEFAULT.networks())) {
            line.append(" --conf-dir ").append(ShellWord.of(places.networks()));
        }
        if (!places.plugins().equals(Places.DEFAULT.plugins()) && !places.plugins().isEmpty()) {
            line.append(" --bin-dir ").append(ShellWord.of(places.plugins().get(0)));
        }
        return line.append(cache()).append(" --name ").append(ShellWord.of(network)).toString();
    }

    private String cache() {
        return places.cache().equals(Places.DEFAULT.cache()) ? "" : " --cache-dir " + ShellWord.of(places.cache());
    }
}
