package io.hostport4j.examples.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process has open that a call may have forgotten: descriptors but those of class files, and threads but those of the JVM's pools. */
record OpenThings(List<String> descriptors, List<String> threads) {

    static OpenThings now() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return new OpenThings(
                    descriptors.map(OpenThings::target).filter(target -> !target.matches("/proc/.*|.*\\.jar|.*/lib/.*|gone")).sorted().toList(),
                    Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                            .filter(name -> !name.matches("ForkJoinPool.*|process reaper.*|.*Compiler.*|surefire.*|ping-.*")).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kind of a socket or pipe, without its number. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().replaceFirst(":\\[\\d+]", "");
        } catch (IOException e) {
            return "gone";
        }
    }
}
