package io.hostport4j.testkit.world;

import io.hostport4j.testkit.NetNamespace;
import java.util.Set;

/** The test JVM's own namespace as a node: what a world changes there is put back by the teardown. */
record Node(NetNamespace namespace, Teardown teardown) {

    /** Registers the removal of all rules, flows and interfaces that there will be, so that the next world starts from nothing. */
    void clearAtEnd() {
        Links links = new Links(namespace);
        Set<String> before = links.names();
        teardown.add(() -> links.names().stream().filter(name -> !before.contains(name)).forEach(links::delete));
        teardown.add(() -> namespace.exec("conntrack", "-F").orThrow());
        teardown.add(() -> namespace.exec("nft", "flush", "ruleset").orThrow());
    }

    void forward() {
        set("ipv4/ip_forward", "1");
        set("ipv6/conf/all/forwarding", "1");
        // Duplicate address detection would keep every new IPv6 address unusable for a second or two.
        set("ipv6/conf/default/accept_dad", "0");
    }

    void set(String setting, String value) {
        Sysctl sysctl = new Sysctl(setting);
        String before = sysctl.read();
        if (!before.equals(value)) {
            sysctl.write(value);
            teardown.add(() -> sysctl.write(before));
        }
    }
}
