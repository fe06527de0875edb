package io.hostport4j.core.cni;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.types.IpAddresses;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CniCacheTest {
    private static final String PORTMAP = "{\"type\": \"portmap\", \"snat\": false, \"backend\": \"nftables\", \"capabilities\": {\"portMappings\": true}}";
    private static final String MAPPINGS = "{\"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"tcp\"}]}";
    private static final String RESULT = """
            {"cniVersion": "1.0.0", "interfaces": [{"name": "cni0"}, {"name": "eth0", "sandbox": "/run/netns/web"}],
             "ips": [{"address": "10.88.0.2/16", "interface": 1}]}""";
    private static final String ALIVE = "/run/netns/web";

    @TempDir
    private Path directory;
    private CniCache cache;

    @BeforeEach
    void makeCache() throws IOException {
        Files.createDirectory(directory.resolve("results"));
        cache = new CniCache(directory, new Sandboxes() {
            @Override
            Optional<String> whyGone(String netns) {
                return netns.equals(ALIVE) ? Optional.empty() : Optional.of("gone");
            }
        });
    }

    @Test
    void whatThePluginWasAskedForIsRead() throws IOException {
        write("pods-web-eth0", entry(PORTMAP, MAPPINGS, RESULT, ALIVE));

        assertThat(cache.attachments()).singleElement().isInstanceOfSatisfying(CachedAttachment.Asked.class, asked -> {
            assertThat(asked.request().attachment()).isEqualTo(new AttachmentId("pods", "web", "eth0"));
            assertThat(asked.request().mappings()).containsExactly(PortMapping.tcp(8080, 80));
            assertThat(asked.request().addresses()).containsExactly(new ContainerAddress(IpAddresses.parse("10.88.0.2"), 16));
            assertThat(asked.request().masquerade()).isEqualTo(Masquerade.NEVER);
            assertThat(asked.backend().configured()).contains("nftables");
        });
    }

    @Test
    void anAttachmentIsThereSinceItsFileWasWritten() throws IOException {
        Instant noted = Instant.parse("2026-01-02T03:04:05Z");
        write("pods-web-eth0", entry("{\"type\": \"bridge\"}", MAPPINGS, RESULT, "/run/netns/other"));
        write("pods-broken-eth0", "{");
        Files.setLastModifiedTime(directory.resolve("results/pods-web-eth0"), FileTime.from(noted));

        assertThat(cache.since()).containsExactly(Map.entry(new AttachmentId("pods", "web", "eth0"), noted));
        assertThat(new CniCache(directory.resolve("nowhere")).since()).isEmpty();
    }

    @Test
    void anAttachmentOfANetworkWithoutThePluginWasIgnored() throws IOException {
        write("pods-web-eth0", entry("{\"type\": \"bridge\"}", MAPPINGS, RESULT, ALIVE));

        assertThat(cache.attachments()).singleElement().isInstanceOfSatisfying(CachedAttachment.Ignored.class,
                ignored -> assertThat(ignored.request().masquerade()).isEqualTo(Masquerade.WHEN_NEEDED));
    }

    @Test
    void aPluginThatDeclaresNoPortsGetsNone() throws IOException {
        write("pods-web-eth0", entry("{\"type\": \"portmap\"}", MAPPINGS, RESULT, ALIVE));

        assertThat(cache.attachments()).singleElement().isInstanceOf(CachedAttachment.Ignored.class);
    }

    @Test
    void anotherPluginsPortsAreLeftToIt() throws IOException {
        write("pods-web-eth0", entry("{\"type\": \"other\", \"capabilities\": {\"portMappings\": true}}", MAPPINGS, RESULT, ALIVE));

        assertThat(reasons()).singleElement().asString().contains("plugin \"other\"");
    }

    @Test
    void anAttachmentWithoutPortsIsNotListed() throws IOException {
        write("pods-a-eth0", entry(PORTMAP, "{}", RESULT, ALIVE));
        write("pods-b-eth0", entry(PORTMAP, "{\"portMappings\": null}", RESULT, ALIVE));
        write("pods-c-eth0", entry(PORTMAP, "null", RESULT, ALIVE));

        assertThat(cache.attachments()).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsListedWithTheReason() throws IOException {
        write("a", "{\"cniVersion\": \"0.4.0\", \"ips\": []}");
        write("b", "no JSON");
        write("c", entry(PORTMAP, MAPPINGS, "null", ALIVE));
        write("d", entry(PORTMAP, MAPPINGS, RESULT, "/run/netns/dead"));
        write("e", entry(PORTMAP, MAPPINGS, RESULT, ALIVE).replace("\"containerId\": \"web\",", ""));
        write("f", entry(PORTMAP, MAPPINGS, RESULT, ALIVE).replaceFirst("\"config\": \"", "\"config\": \"*"));
        write("g", entry(PORTMAP, MAPPINGS.replace("8080", "80800"), RESULT, ALIVE));
        write("h", entry(PORTMAP, MAPPINGS, RESULT, ALIVE));

        assertThat(cache.attachments()).hasSize(8).last().isInstanceOf(CachedAttachment.Asked.class);
        assertThat(reasons()).satisfiesExactly(
                reason -> assertThat(reason).contains("cniCacheV1"),
                reason -> assertThat(reason).contains("not valid JSON"),
                reason -> assertThat(reason).contains("result: missing"),
                reason -> assertThat(reason).isEqualTo("gone"),
                reason -> assertThat(reason).contains("containerId: missing"),
                reason -> assertThat(reason).contains("base64"),
                reason -> assertThat(reason).contains("80800"));
    }

    @Test
    void whereThereIsNoCacheNothingIsNoted() {
        assertThat(new CniCache(directory.resolve("none")).attachments()).isEmpty();
    }

    @Test
    void aFileIsNoNetworkNamespace() throws IOException {
        Path left = Files.createFile(directory.resolve("web"));

        Sandboxes sandboxes = new Sandboxes();

        assertThat(sandboxes.whyGone(left.toString()).orElseThrow()).contains("no network namespace any more");
        assertThat(sandboxes.whyGone(directory + "/none").orElseThrow()).contains("is gone");
        assertThat(sandboxes.whyGone("/proc/self/ns/net").orElseThrow()).contains("node's own");
        assertThat(sandboxes.whyGone("").orElseThrow()).contains("not noted");
    }

    private List<String> reasons() {
        return cache.attachments().stream().filter(CachedAttachment.Unusable.class::isInstance)
                .map(unusable -> ((CachedAttachment.Unusable) unusable).reason()).toList();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve("results").resolve(name), content);
    }

    /** As libcni 1.1 writes it. */
    private static String entry(String plugin, String capabilityArgs, String result, String netns) {
        String list = "{\"cniVersion\": \"1.0.0\", \"name\": \"pods\", \"plugins\": [{\"type\": \"bridge\"}, " + plugin + "]}";
        return """
                {"kind": "cniCacheV1", "containerId": "web", "config": "%s", "ifName": "eth0", "networkName": "pods", "netns": "%s",
                 "cniArgs": [["IgnoreUnknown", "1"]], "capabilityArgs": %s, "result": %s}
                """.formatted(Base64.getEncoder().encodeToString(list.getBytes(StandardCharsets.UTF_8)), netns, capabilityArgs, result);
    }
}
