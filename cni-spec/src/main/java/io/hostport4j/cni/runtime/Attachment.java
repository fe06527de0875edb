package io.hostport4j.cni.runtime;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.Identifiers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a runtime asks a network to connect: one interface of one container.
 *
 * @param containerId the container, a valid id
 * @param netns the path of its network namespace; ADD and CHECK need it, and DEL has it as long as it exists
 * @param ifName the interface in the container, a valid name
 * @param args the pairs of CNI_ARGS, in their order
 * @param capabilityArgs arguments by capability, such as {@code portMappings}; a plugin gets those of the capabilities it declares
 */
public record Attachment(
        String containerId, Optional<String> netns, String ifName, Map<String, String> args, JsonObject capabilityArgs) {

    /**
     * Checks the names, and copies the pairs.
     *
     * @throws CniException with code 3 or 4 for a name that plugins would refuse, with code 4 when a pair would come apart
     */
    public Attachment {
        Identifiers.requireContainerId(containerId);
        netns = netns.filter(path -> !path.isEmpty());
        Identifiers.requireInterfaceName(ifName);
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
        args.forEach(Attachment::requireWhole);
        Objects.requireNonNull(capabilityArgs, "capabilityArgs");
    }

    /** An attachment without arguments. */
    public static Attachment of(String containerId, String netns, String ifName) {
        return new Attachment(containerId, Optional.of(netns), ifName, Map.of(), JsonObject.empty());
    }

    /** The same with these pairs for CNI_ARGS and no others. */
    public Attachment withArgs(Map<String, String> otherArgs) {
        return new Attachment(containerId, netns, ifName, otherArgs, capabilityArgs);
    }

    /** The same with these arguments for capabilities and no others. */
    public Attachment withCapabilityArgs(JsonObject otherCapabilityArgs) {
        return new Attachment(containerId, netns, ifName, args, otherCapabilityArgs);
    }

    /** The value of CNI_ARGS. */
    String argsText() {
        return args.entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue()).collect(Collectors.joining(";"));
    }

    private static void requireWhole(String key, String value) {
        if (key.isEmpty() || key.contains("=") || key.contains(";") || value.contains(";")) {
            throw new CniException(
                    CniErrorCode.INVALID_ENVIRONMENT_VARIABLES,
                    "CNI_ARGS: the pair \"" + key + "=" + value + "\" would come apart; leave out ; and, in the key, =");
        }
    }
}
