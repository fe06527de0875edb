package io.hostport4j.bench;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.ContainerAddress;
import java.nio.file.Path;
import java.util.List;

/** Something that gives the benchmark's container a number of host ports and takes them back. */
interface Contender extends AutoCloseable {
    String name();

    void add(int ports);

    void remove(int ports);

    @Override
    void close();

    /** An engine that is open all the time, with a backend that drives what it drives. */
    static Contender inProcess(String backend) {
        HostPorts hostPorts = Node.open(backend);
        return new Contender() {
            @Override
            public String name() {
                return "hostport4j in process, " + backend;
            }

            @Override
            public void add(int ports) {
                hostPorts.add(Node.request(Node.range(Node.PORT, ports)));
            }

            @Override
            public void remove(int ports) {
                hostPorts.remove(Node.web());
            }

            @Override
            public void close() {
                hostPorts.close();
            }
        };
    }

    /** A plugin binary, started for each call. */
    static Contender binary(String name, Path file, String settings) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void add(int ports) {
                new PluginCall(file, "ADD", settings, Node.PORT, ports).run();
            }

            @Override
            public void remove(int ports) {
                new PluginCall(file, "DEL", settings, Node.PORT, ports).run();
            }

            @Override
            public void close() {
                // Nothing stays open between two calls.
            }
        };
    }

    /** The reference plugin as Debian packages it, and ours, each with the backends there are. */
    static List<Contender> all(Path reference, Path ours) {
        return List.of(binary("reference plugin, iptables", reference, ""),
                binary("portmap binary, iptables", ours, "\"backend\": \"iptables\", "),
                binary("portmap binary, nftables", ours, "\"backend\": \"nftables\", "),
                binary("portmap binary, netlink", ours, "\"backend\": \"netlink\", "),
                inProcess("iptables"), inProcess("nftables"), inProcess("netlink"));
    }

    /** The address of the benchmark's container. */
    static ContainerAddress container() {
        return Node.request().addresses().get(0);
    }
}
