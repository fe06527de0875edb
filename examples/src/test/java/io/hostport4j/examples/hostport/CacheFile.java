package io.hostport4j.examples.hostport;

import io.hostport4j.core.model.AttachmentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** What libcni notes of an attachment with host port 8080 for the container's port 80. */
final class CacheFile {
    private CacheFile() {}

    /**
     * Writes it into a cache, which has its folder "results".
     *
     * @param plugin what follows the bridge plugin in the chain
     */
    static Path write(Path cache, AttachmentId attachment, String plugin, Path netns, String address) throws IOException {
        String list = "{\"cniVersion\": \"1.0.0\", \"name\": \"pods\", \"plugins\": [{\"type\": \"bridge\"}, " + plugin + "]}";
        String file = String.join("-", attachment.network(), attachment.container(), attachment.interfaceName());
        return Files.writeString(cache.resolve("results").resolve(file), """
                {"kind": "cniCacheV1", "containerId": "%s", "config": "%s", "ifName": "eth0", "networkName": "pods", "netns": "%s",
                 "capabilityArgs": {"portMappings": [{"hostPort": 8080, "containerPort": 80, "protocol": "tcp"}]},
                 "result": {"cniVersion": "1.0.0", "interfaces": [{"name": "eth0", "sandbox": "%s"}],
                            "ips": [{"address": "%s", "interface": 0}]}}
                """.formatted(attachment.container(), Base64.getEncoder().encodeToString(list.getBytes(StandardCharsets.UTF_8)), netns, netns,
                address));
    }
}
