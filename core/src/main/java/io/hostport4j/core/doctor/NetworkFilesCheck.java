package io.hostport4j.core.doctor;

import io.hostport4j.core.cni.NetworkFile;
import java.nio.file.Path;
import java.util.List;

/**
 * {@link FindingId#NETWORK_FILE_BROKEN}. A broken file that comes first keeps containerd from any network, and a broken list keeps libcni
 * from finding those behind it by name.
 */
final class NetworkFilesCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        return node.chains().files().stream().filter(NetworkFile.Broken.class::isInstance).map(NetworkFile.Broken.class::cast)
                .map(broken -> new Finding(FindingId.NETWORK_FILE_BROKEN, broken.file().toString(), broken.reason(), putAway(broken.file())))
                .toList();
    }

    /** What the name ends with decides whether a runtime reads the file. */
    static String putAway(Path file) {
        return "mv " + ShellWord.of(file) + " " + ShellWord.of(file + ".off");
    }
}
