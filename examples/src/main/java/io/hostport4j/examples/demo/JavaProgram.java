package io.hostport4j.examples.demo;

import java.util.ArrayList;
import java.util.List;

/** The command that starts a main class of the demo in a JVM of its own. */
final class JavaProgram {
    private JavaProgram() {}

    static List<String> command(Class<?> main, String argument) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        // Such a JVM lives for one page: what counts is how fast it starts.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
        return command;
    }
}
