package io.hostport4j.examples.portmap;

import io.hostport4j.cni.plugin.NetnsIdentity;
import io.hostport4j.cni.plugin.PluginMain;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What the plugin does in its life, done once in a process whose classes the JVM writes into an archive: {@code lib/archive.sh} starts it, in
 * a network namespace of its own.
 *
 * <p>What is left out here is loaded from its jar, later and slower, by each call that needs it.
 */
public final class StartTraining {
    private static final String[] BACKENDS = {"netlink", "nftables", "iptables"};
    private static final String ONE = "{\"hostPort\":18080,\"containerPort\":80,\"protocol\":\"tcp\"}";
    private static final String TWO = "{\"hostPort\":18081,\"containerPort\":81,\"protocol\":\"udp\",\"hostIP\":\"192.0.2.1\"}";

    private final OrderlyEnd end = new OrderlyEnd(Thread.currentThread());
    private final String netns;

    private StartTraining(String netns) {
        this.netns = netns;
    }

    /**
     * @param arguments where the network namespace of a container would be: any other than this process's; without it, and so without a
     *     namespace of this process's own, nothing is done that reads or changes rules
     */
    public static void main(String[] arguments) {
        StartTraining training = new StartTraining(arguments.length == 0 ? "" : arguments[0]);
        training.call("VERSION", "c1", "{\"cniVersion\":\"1.1.0\"}");
        training.call("ADD", "c1", "{}");
        if (arguments.length > 0) {
            for (String backend : BACKENDS) {
                training.life(backend);
            }
        }
        PluginMain.ofProcess();
        training.end.exit(0);
    }

    /** Each ADD finds something else: nothing, another's, its own. A backend without its tool, or without permission, says so. */
    private void life(String backend) {
        for (String version : new String[] {"1.1.0", "1.0.0", "0.4.0"}) {
            call("STATUS", "c1", config(version, backend, ONE));
            call("ADD", "c1", config(version, backend, ONE));
            call("ADD", "c2", config(version, backend, TWO));
            call("ADD", "c2", config(version, backend, TWO));
            call("CHECK", "c1", config(version, backend, ONE));
            call("CHECK", "c2", config(version, backend, TWO));
            call("ADD", "c3", config(version, backend, ONE));
            call("DEL", "c1", config(version, backend, ONE));
            call("GC", "c2", config(version, backend, TWO));
            call("DEL", "c2", config(version, backend, TWO));
            call("DEL", "c2", config(version, backend, TWO));
        }
    }

    private void call(String command, String container, String config) {
        Map<String, String> environment = Map.of("CNI_COMMAND", command, "CNI_CONTAINERID", container, "CNI_NETNS", netns,
                "CNI_IFNAME", "eth0", "CNI_PATH", "/opt/cni/bin");
        PluginMain main = new PluginMain(environment, new ByteArrayInputStream(config.getBytes(StandardCharsets.UTF_8)), System.out, System.err,
                NetnsIdentity.ofThisThread());
        PortMapMain.run(main, end, EarlyOpening.forCommand(command, Optional.empty()));
    }

    private String config(String version, String backend, String mapping) {
        return "{\"cniVersion\":\"" + version + "\",\"name\":\"training\",\"type\":\"portmap\",\"backend\":\"" + backend + "\",\"snat\":true,"
                + "\"capabilities\":{\"portMappings\":true},\"cni.dev/valid-attachments\":[],"
                + "\"runtimeConfig\":{\"portMappings\":[" + mapping + "]},\"prevResult\":{\"cniVersion\":\"" + version + "\","
                + "\"interfaces\":[{\"name\":\"hostport0\",\"mac\":\"02:00:00:00:00:01\"},{\"name\":\"eth0\",\"sandbox\":\"" + netns + "\"}],"
                + "\"ips\":[{\"version\":\"4\",\"address\":\"198.51.100.2/24\",\"gateway\":\"198.51.100.1\",\"interface\":1}],"
                + "\"routes\":[{\"dst\":\"0.0.0.0/0\"}],\"dns\":{}}}";
    }
}
