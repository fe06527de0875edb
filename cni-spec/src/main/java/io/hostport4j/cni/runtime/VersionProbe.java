package io.hostport4j.cni.runtime;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.runtime.PluginExecutionException.Reason;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Command;
import java.util.List;

/** Asks a plugin for its versions (specification, section 2, "VERSION"; pkg/version, plugin.go). */
final class VersionProbe {

    /** What plugins say that are older than the question. */
    private static final String UNKNOWN = "unknown CNI_COMMAND: VERSION";

    private final PluginRunner runner;

    VersionProbe(PluginRunner runner) {
        this.runner = runner;
    }

    List<CniVersion> versions(String type, Deadline deadline) {
        JsonObject question = JsonObject.builder().put("cniVersion", CniVersion.CURRENT.toString()).build();
        try {
            return decode(runner.call(Command.VERSION, CallContext.dummy(), type, question, deadline));
        } catch (CniException e) {
            if (e.msg().equals(UNKNOWN)) {
                return List.of(CniVersion.V0_1_0);
            }
            throw e;
        }
    }

    private static List<CniVersion> decode(String stdout) {
        try {
            JsonObject answer = JsonObject.parse(stdout);
            if (!answer.hasContent("cniVersion")) {
                throw new PluginExecutionException(Reason.BAD_ANSWER, "decoding version info: missing field cniVersion");
            }
            if (answer.hasContent("supportedVersions")) {
                return answer.strings("supportedVersions").stream().map(CniVersion::parse).toList();
            }
            if (answer.requiredString("cniVersion").equals(CniVersion.V0_2_0.toString())) {
                return List.of(CniVersion.V0_1_0, CniVersion.V0_2_0);
            }
            throw new PluginExecutionException(Reason.BAD_ANSWER, "decoding version info: missing field supportedVersions");
        } catch (JsonException | IllegalArgumentException e) {
            throw new PluginExecutionException(Reason.BAD_ANSWER, "decoding version info: " + e.getMessage(), e);
        }
    }
}
