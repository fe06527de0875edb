package io.hostport4j.cni.plugin;

import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Command;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Decides, before any handler runs, in which version a call is made and whether its command exists there. */
final class VersionGate {

    private final List<CniVersion> supported;

    VersionGate(List<CniVersion> supported) {
        this.supported = List.copyOf(supported);
    }

    /** The newest version of the plugin, which an error has that happens before the call's version is known. */
    CniVersion newest() {
        return supported.stream().max(Comparator.naturalOrder()).orElse(CniVersion.CURRENT);
    }

    /** The plugin's versions as the plugin lists them. */
    List<String> texts() {
        return supported.stream().map(CniVersion::toString).toList();
    }

    /**
     * The version of the call.
     *
     * @param configVersion {@code cniVersion} as the configuration has it, empty for none
     */
    CniVersion pass(Command command, String configVersion) {
        String version = configVersion.isEmpty() ? CniVersion.V0_1_0.toString() : configVersion;
        if (command.since().compareTo(CniVersion.V0_1_0) > 0) {
            requireCommand(command, parse(version));
        }
        // The text counts: a plugin that supports 0.4.0 was not promised to understand what "0.4" means.
        return supported.stream()
                .filter(candidate -> candidate.toString().equals(version))
                .findFirst()
                .orElseThrow(() -> new CniException(
                        CniErrorCode.INCOMPATIBLE_CNI_VERSION,
                        "incompatible CNI versions",
                        "config is \"" + version + "\", plugin supports " + quoted()));
    }

    private void requireCommand(Command command, CniVersion version) {
        if (!version.isAtLeast(command.since())) {
            throw new CniException(
                    CniErrorCode.INCOMPATIBLE_CNI_VERSION, "config version does not allow " + command);
        }
        if (supported.stream().noneMatch(candidate -> candidate.isAtLeast(version))) {
            throw new CniException(
                    CniErrorCode.INCOMPATIBLE_CNI_VERSION, "plugin version does not allow " + command);
        }
    }

    private static CniVersion parse(String version) {
        try {
            return CniVersion.parse(version);
        } catch (IllegalArgumentException e) {
            throw new CniException(CniErrorCode.DECODING_FAILURE, "cniVersion: " + e.getMessage(), e);
        }
    }

    private String quoted() {
        return texts().stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(" ", "[", "]"));
    }
}
