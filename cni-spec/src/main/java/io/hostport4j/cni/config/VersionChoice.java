package io.hostport4j.cni.config;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the version of a list: of {@code cniVersions} and {@code cniVersion} the highest that this library knows, else
 * {@code cniVersion} (specification, section 1, "cniVersions").
 */
final class VersionChoice {

    private static final String LIST = "cniVersions";

    private VersionChoice() {}

    static CniVersion of(JsonObject json) {
        CniVersion single = json.optionalParsed("cniVersion", CniVersion::parse).orElse(CniVersion.V0_1_0);
        List<CniVersion> candidates = new ArrayList<>();
        List<String> texts = json.strings(LIST);
        for (int i = 0; i < texts.size(); i++) {
            candidates.add(parse(texts.get(i), json.pathOf(LIST) + "[" + i + "]"));
        }
        if (json.hasContent("cniVersion")) {
            candidates.add(single);
        }
        return candidates.stream()
                .filter(candidate -> CniVersion.CURRENT.isAtLeast(candidate))
                .max(Comparator.naturalOrder())
                .orElse(single);
    }

    private static CniVersion parse(String text, String path) {
        try {
            return CniVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(path + ": " + e.getMessage(), e);
        }
    }
}
