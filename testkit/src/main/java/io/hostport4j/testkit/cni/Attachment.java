package io.hostport4j.testkit.cni;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What a runtime asks a chain to connect: one interface of one container.
 *
 * @param containerId the value of CNI_CONTAINERID
 * @param netns the value of CNI_NETNS
 * @param ifName the value of CNI_IFNAME
 * @param capabilityArgs a JSON object from capability to argument, such as {@code {"portMappings": [...]}}; a plugin gets those
 *     it declares
 */
public record Attachment(String containerId, Path netns, String ifName, String capabilityArgs) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the capability arguments are not a JSON object
     */
    public Attachment {
        Objects.requireNonNull(containerId, "containerId");
        Objects.requireNonNull(netns, "netns");
        Objects.requireNonNull(ifName, "ifName");
        new Json().object(capabilityArgs);
    }
}
