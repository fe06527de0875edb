package io.hostport4j.cni.types;

import java.util.List;
import java.util.stream.Collectors;

/** The three shapes a result has had, and the versions that share each. */
enum ResultSchema {
    /** One address of each family. */
    V0_1(CniVersion.V0_1_0, CniVersion.V0_2_0),
    /** Lists of interfaces and addresses; an address says its version. */
    V0_3(CniVersion.V0_3_0, CniVersion.V0_3_1, CniVersion.V0_4_0),
    /** Addresses without a version; interfaces with more attributes. */
    V1_0(CniVersion.V1_0_0, CniVersion.V1_1_0);

    private final List<CniVersion> versions;

    ResultSchema(CniVersion... versions) {
        this.versions = List.of(versions);
    }

    static ResultSchema of(CniVersion version) {
        for (ResultSchema schema : values()) {
            if (schema.versions.contains(version)) {
                return schema;
            }
        }
        throw new CniException(
                CniErrorCode.INCOMPATIBLE_CNI_VERSION, "unsupported CNI result version \"" + version + "\"");
    }

    /** Refuses a result that says it is of a version with another shape. */
    void requireOwn(String resultVersion) {
        if (versions.stream().noneMatch(version -> version.toString().equals(resultVersion))) {
            String own = versions.stream().map(CniVersion::toString).collect(Collectors.joining(" ", "[", "]"));
            throw new CniException(
                    CniErrorCode.DECODING_FAILURE,
                    "result type supports " + own + " but unmarshalled CNIVersion is \"" + resultVersion + "\"");
        }
    }
}
