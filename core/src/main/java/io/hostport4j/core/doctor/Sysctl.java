package io.hostport4j.core.doctor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The name of a sysctl.
 *
 * @param path its parts below {@code net}
 */
record Sysctl(List<String> path) {
    static Sysctl of(String... path) {
        return new Sysctl(List.of(path));
    }

    /** As {@code sysctl(8)} wants it: with a slash for a dot that is part of an interface's name. */
    @Override
    public String toString() {
        return "net." + path.stream().map(part -> part.replace('.', '/')).collect(Collectors.joining("."));
    }

    /** The command that sets it. */
    String set(String value) {
        return "sysctl -w " + ShellWord.of(this + "=" + value);
    }
}
