package io.hostport4j.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Network and mount namespaces of the demo's own: so it needs no root, and cannot touch the machine's network. */
public final class OwnNamespaces {
    /**
     * The user namespace comes first and has its users mapped, so that the files of the network namespace belong to them. The second is
     * for root where user namespaces are refused.
     */
    private static final List<List<String>> WAYS = List.of(List.of("unshare", "-Ur", "unshare", "-nm"), List.of("unshare", "-nm"));

    /** Ordinary users have no sbin folder in PATH. A tmpfs on /run gives "ip netns add" a place that they may write to. */
    private static final String PREPARE = """
            PATH=$PATH:/usr/sbin:/sbin && export PATH &&
            mount --make-rprivate / &&
            mount -t tmpfs -o mode=755 tmpfs /run &&
            ip link set lo up""";

    private OwnNamespaces() {}

    /** What tells one network namespace from another, such as {@code net:[4026531840]}. */
    public static String current() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        } catch (IOException e) {
            throw new UncheckedIOException("network namespaces cannot be told apart here: " + e.getMessage(), e);
        }
    }

    /**
     * Runs a command in new namespaces, with the streams of this process. It ends with this process at the latest.
     *
     * @return its exit status
     * @throws IllegalStateException when this user may not make any; says what to allow
     */
    public static int run(List<String> command) {
        List<String> reasons = new ArrayList<>();
        for (List<String> way : WAYS) {
            Outcome attempt = Processes.run(shell(way, PREPARE), Map.of(), "");
            if (attempt.exitCode() == 0) {
                return runWith(shell(way, PREPARE + " && exec \"$@\""), command);
            }
            reasons.add(String.join(" ", way) + ": " + attempt.stderr().strip());
        }
        throw new IllegalStateException("no namespaces for the demo (" + String.join("; ", reasons)
                + "); run it as root, or allow user namespaces: sysctl kernel.unprivileged_userns_clone=1 on Debian,"
                + " kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu, --privileged in a container");
    }

    /**
     * Makes sure that this process is in the new namespace and not in that of the machine.
     *
     * @param outer the {@link #current} of the process that called {@link #run}
     * @throws IllegalStateException when it is not
     */
    public static void requireNew(String outer) {
        try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
            List<String> up = interfaces.filter(OwnNamespaces::isInUse).map(NetworkInterface::getName).toList();
            if (current().equals(outer) || !up.isEmpty()) {
                throw new IllegalStateException("this is not a network namespace of the demo's own (" + current() + ", interfaces "
                        + up + "); start the demo without --outer-netns");
            }
        } catch (SocketException e) {
            throw new UncheckedIOException("the interfaces of this network namespace are not known: " + e.getMessage(), e);
        }
    }

    private static boolean isInUse(NetworkInterface networkInterface) {
        try {
            return networkInterface.isUp() && !networkInterface.isLoopback();
        } catch (SocketException e) {
            throw new UncheckedIOException("interface \"" + networkInterface.getName() + "\" is not readable: " + e.getMessage(), e);
        }
    }

    private static List<String> shell(List<String> way, String script) {
        return Stream.concat(way.stream(), Stream.of("sh", "-c", script, "sh")).toList();
    }

    private static int runWith(List<String> prefix, List<String> command) {
        List<String> whole = Stream.concat(prefix.stream(), command.stream()).toList();
        try {
            Process process = new ProcessBuilder(whole).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                process.destroy();
                process.onExit().join();
            }));
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + String.join(" ", command) + "\" could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the demo ran", e);
        }
    }
}
