package io.hostport4j.examples;

import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A start of one of the distribution's commands with an environment that has nothing but what is said here.
 *
 * @param command the file and its arguments
 * @param environment all variables
 * @param folder the working directory
 */
public record Launch(List<String> command, Map<String, String> environment, Path folder) {

    /** In the root folder, with the usual PATH, which need not have a java, and no JAVA_HOME. */
    public static Launch of(Path file, String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        return new Launch(command, Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), Path.of("/"));
    }

    /** The same with one variable more, or with another value. */
    public Launch with(String variable, String value) {
        Map<String, String> longer = new TreeMap<>(environment);
        longer.put(variable, value);
        return new Launch(command, longer, folder);
    }

    /** The same with JAVA_HOME. */
    public Launch on(Jdk jdk) {
        return with("JAVA_HOME", jdk.home().toString());
    }

    /** The same from another working directory. */
    public Launch from(Path otherFolder) {
        return new Launch(command, environment, otherFolder);
    }

    /** Empty stdin. */
    public Execution execute() {
        List<String> words = new ArrayList<>(List.of("env", "-i", "-C", folder.toString()));
        environment.forEach((variable, value) -> words.add(variable + "=" + value));
        words.addAll(command);
        return ProcessRun.of(words.toArray(String[]::new)).execute();
    }
}
