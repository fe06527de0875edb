package io.hostport4j.examples.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A network namespace of the demo's world, and how to run a program in it.
 *
 * @param name as people call it
 * @param entry the words before a command that make it run there
 */
record Place(String name, List<String> entry) {

    Place {
        entry = List.copyOf(entry);
    }

    /** The namespace that this process is in. */
    static Place here(String name) {
        return new Place(name, List.of());
    }

    /** A namespace made by {@code ip netns add}. */
    static Place named(String name) {
        // Not "ip netns exec": it mounts a new /sys, which is refused where a part of /sys is hidden, as in many containers.
        return new Place(name, List.of("nsenter", "--net=" + path(name)));
    }

    /** Where {@code ip netns add} puts it, which is where a runtime would name it in CNI_NETNS. */
    static Path path(String name) {
        return Path.of("/run/netns", name);
    }

    /** Runs a program that speaks English: the kernel's errors have words in every language. */
    Outcome run(List<String> command) {
        return Processes.run(in(command), Map.of("LC_ALL", "C"), "");
    }

    /** Runs commands of {@code ip}, all of which have to succeed. */
    void ip(List<String> commands) {
        Processes.require(in(List.of("ip", "-batch", "-")), String.join("\n", commands) + "\n");
    }

    /** What {@code ip -oneline} prints. */
    String ipShow(String... words) {
        List<String> command = Stream.concat(Stream.of("ip", "-oneline"), Stream.of(words)).toList();
        return Processes.require(in(command), "").stdout();
    }

    /** Sets what is below /proc/sys/net, which is that of the namespace whoever opens it is in. */
    void set(String setting, String value) {
        Processes.require(in(List.of("sh", "-c", "echo " + value + " > /proc/sys/net/" + setting)), "");
    }

    List<String> in(List<String> command) {
        return Stream.concat(entry.stream(), command.stream()).toList();
    }
}
