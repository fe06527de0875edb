package io.hostport4j.testkit.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.NetNamespace;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The network interfaces of one namespace, as {@code ip -json addr} shows them. */
final class Links {

    private static final Duration READY_LIMIT = Duration.ofSeconds(10);

    private final NetNamespace namespace;
    private final ObjectMapper json = new ObjectMapper();

    Links(NetNamespace namespace) {
        this.namespace = namespace;
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        show("ip", "-json", "addr").forEach(link -> names.add(link.path("ifname").asText()));
        return names;
    }

    void delete(String name) {
        Execution deletion = namespace.exec("ip", "link", "delete", name);
        // The kernel takes the near end of a veth away some time after the namespace of its far end is gone.
        if (names().contains(name)) {
            deletion.orThrow();
        }
    }

    /** Waits until the carrier has been noticed (the kernel does so on a work queue) and no address is tentative. */
    void awaitReady(String name) {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (true) {
            JsonNode link = show("ip", "-json", "addr", "show", "dev", name).path(0);
            boolean tentative = StreamSupport.stream(link.path("addr_info").spliterator(), false)
                    .anyMatch(address -> address.path("tentative").asBoolean());
            if (link.path("operstate").asText().equals("UP") && !tentative) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("interface \"" + name + "\" in \"" + namespace + "\" was not ready after "
                        + READY_LIMIT + ": " + link);
            }
        }
    }

    private JsonNode show(String... command) {
        String text = namespace.exec(command).orThrow().stdout();
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("output of \"" + String.join(" ", command) + "\" is not JSON: " + text, e);
        }
    }
}
