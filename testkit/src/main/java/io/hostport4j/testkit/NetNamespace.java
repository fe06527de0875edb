package io.hostport4j.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * A network namespace: one that a test made (by {@code ip netns add}) and that {@link #close} deletes, or the test JVM's own.
 *
 * <p>Tests that use it carry {@link RequiresNamespaces}.
 */
public final class NetNamespace implements AutoCloseable {

    private final String name;
    private final Path path;
    private final List<ProcessRun> closing;
    private final Setns setns = new Setns();

    private NetNamespace(String name, Path path, List<ProcessRun> closing) {
        this.name = name;
        this.path = path;
        this.closing = closing;
    }

    /**
     * Makes a new namespace whose loopback interface is up.
     *
     * @param name its name among the namespaces of this test JVM
     * @return the namespace
     * @throws IllegalStateException if the name is taken, the kernel refuses, or this JVM has no namespaces of its own
     */
    public static NetNamespace create(String name) {
        Isolation.ofThisProcess().orThrow();
        ProcessRun.of("ip", "netns", "add", name).execute().orThrow();
        List<ProcessRun> closing = List.of(ProcessRun.of("ip", "netns", "delete", name));
        NetNamespace made = new NetNamespace(name, Path.of("/run/netns", name), closing);
        made.exec("ip", "link", "set", "lo", "up").orThrow();
        return made;
    }

    /**
     * The namespace that the test JVM itself runs in, called "node"; closing it does nothing.
     *
     * @return the namespace
     */
    public static NetNamespace node() {
        return new NetNamespace("node", Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "ns", "net"), List.of());
    }

    /**
     * The name it was made with.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The file that stands for the namespace, as CNI_NETNS wants it.
     *
     * @return an absolute path
     */
    public Path path() {
        return path;
    }

    /**
     * Something to do in a namespace.
     *
     * @param <T> what it gives back
     * @param <E> what it throws; {@link RuntimeException} when nothing checked
     */
    @FunctionalInterface
    public interface Action<T, E extends Exception> {

        /**
         * Does it.
         *
         * @return what it gives back
         * @throws E as it likes
         */
        T run() throws E;
    }

    /**
     * Runs an action in the namespace, on a thread of its own; sockets and threads that the action makes belong to the namespace.
     *
     * @param action what to do
     * @param <T> what it gives back
     * @param <E> what it throws
     * @return what the action gave back
     * @throws E what the action threw
     * @throws IllegalStateException if this thread was interrupted while it waited
     */
    public <T, E extends Exception> T call(Action<T, E> action) throws E {
        // The thread ends with the action: one that went back to a pool would carry the namespace to whoever comes next.
        FutureTask<T> task = new FutureTask<>(() -> {
            setns.enter(path);
            return action.run();
        });
        Thread thread = new Thread(task, "netns-" + name);
        thread.start();
        try {
            T result = task.get();
            thread.join();
            return result;
        } catch (ExecutionException e) {
            throw NetNamespace.<E>thrown(e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an action ran in network namespace \"" + name + "\"", e);
        }
    }

    @SuppressWarnings("unchecked") // Beside E an action can throw unchecked ones only, and those may go through any throws clause.
    private static <E extends Exception> E thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (E) cause;
    }

    /**
     * Runs a process in the namespace, for 30 seconds at most.
     *
     * @param command the program and its arguments
     * @return exit status and outputs; the caller looks at the status or calls {@link Execution#orThrow}
     * @throws IllegalStateException if it did not end in time
     */
    public Execution exec(String... command) {
        return ProcessRun.of(Stream.concat(Stream.of("nsenter", "--net=" + path, "--"), Stream.of(command)).toArray(String[]::new))
                .execute();
    }

    /**
     * Deletes the namespace; the kernel takes its interfaces with it once nothing runs in it.
     *
     * @throws IllegalStateException if it was closed before
     */
    @Override
    public void close() {
        closing.forEach(run -> run.execute().orThrow());
    }

    @Override
    public String toString() {
        return name;
    }
}
