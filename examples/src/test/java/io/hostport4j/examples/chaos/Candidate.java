package io.hostport4j.examples.chaos;

import io.hostport4j.examples.Distribution;
import java.nio.file.Path;

/**
 * What the programs of this package are run against.
 *
 * @param name one of our backends, or "reference": the plugin that Debian packages, 1.1.1, which knows iptables alone
 */
record Candidate(String name) {
    static final Candidate REFERENCE = new Candidate("reference");


    boolean isReference() {
        return equals(REFERENCE);
    }

    /** The newest version of CNI that it speaks. */
    String cniVersion() {
        return isReference() ? "1.0.0" : "1.1.0";
    }

    /** Whether it changes IPv4 and IPv6 in one transaction. */
    boolean changesFamiliesAtOnce() {
        return !isReference() && !name.equals("iptables");
    }

    Path program() {
        return isReference() ? Path.of("/usr/lib/cni/portmap") : Distribution.portmap();
    }

    /** For calls one after the other: ours in this JVM for speed. */
    Plugin plugin(Path folder) {
        return isReference() ? new PluginProcess(program(), folder) : PluginInProcess.onTheKernel();
    }

    @Override
    public String toString() {
        return name;
    }
}
