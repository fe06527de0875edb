package io.hostport4j.netlink.backend;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The test JVM's namespace as a node with the bridge pods0, 10.0.0.1/24 and fd00::1/64, and no rules. */
@RequiresNamespaces
@RequiresTools({"nft", "ip"})
abstract class BackendIT {
    private static final Path SYSCTLS = Path.of("/proc/sys/net/ipv4/conf");

    HostPorts hostPorts;

    @BeforeEach
    void furnish() {
        run("ip", "link", "add", "pods0", "type", "bridge");
        // Nobody can tell who is behind a port that leads to no other namespace, so every container counts as alive.
        run("ip", "link", "add", "port0", "master", "pods0", "type", "veth", "peer", "name", "port1");
        run("ip", "addr", "add", "10.0.0.1/24", "dev", "pods0");
        run("ip", "addr", "add", "fd00::1/64", "dev", "pods0", "nodad");
        run("ip", "link", "set", "pods0", "up");
        hostPorts = HostPorts.open();
    }

    @AfterEach
    void clear() {
        hostPorts.close();
        nft("flush ruleset");
        run("ip", "link", "delete", "pods0");
        run("ip", "link", "delete", "port0");
    }

    static String run(String... command) {
        return ProcessRun.of(command).execute().orThrow().stdout();
    }

    /** Runs an nft script. */
    static String nft(String script) {
        return new ProcessRun(List.of("nft", "-f", "-"), Map.of(), script, Duration.ofSeconds(60)).execute().orThrow().stdout();
    }

    /** The table as nft prints it; empty when it is not there. */
    static String listing() {
        return ProcessRun.of("nft", "list", "table", "inet", "hostport").execute().stdout();
    }

    /** The elements of a set or map, as nft prints them, on one line. */
    static String elements(String name) {
        Matcher matcher = Pattern.compile("\t(?:set|map) " + name + " \\{.*?\n\t}\n", Pattern.DOTALL).matcher(listing());
        if (!matcher.find()) {
            throw new IllegalArgumentException("no set \"" + name + "\" in " + listing());
        }
        Matcher elements = Pattern.compile("elements = \\{ (.*) }\n", Pattern.DOTALL).matcher(matcher.group());
        return elements.find() ? elements.group(1).replaceAll("\\s+", " ").replaceAll(" counter packets \\d+ bytes \\d+", "") : "";
    }

    static int bridge() {
        try {
            return NetworkInterface.getByName("pods0").getIndex();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String routeLocalnet(String interfaceName) {
        try {
            return Files.readString(SYSCTLS.resolve(interfaceName).resolve("route_localnet")).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void routeLocalnet(String interfaceName, String value) {
        try {
            Files.writeString(SYSCTLS.resolve(interfaceName).resolve("route_localnet"), value);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What another process would do: an engine that is closed again. */
    static void elsewhere(Consumer<HostPorts> work) {
        try (HostPorts other = HostPorts.open()) {
            work.accept(other);
        }
    }

    List<String> listed() {
        return hostPorts.list().stream().map(Object::toString).toList();
    }

    List<String> listed(AttachmentId attachment) {
        return hostPorts.list().stream().filter(forward -> forward.owner().equals(attachment.owner())).map(Object::toString).toList();
    }
}
