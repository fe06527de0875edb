package io.hostport4j.examples.agent;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostListenerException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.PortMapping;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls for a container that there is not, which change nothing: a JVM runs code that it has run some tens of times faster, and what an
 * engine reads at its first operation is read before the first call that somebody waits for.
 */
final class Practice {
    /** For documentation (RFC 5737): no container has it. */
    private static final String ADDRESS = "192.0.2.1";
    private static final int PORT = 1;
    private static final String CONFIG = """
            {"cniVersion": "1.1.0", "name": "hostport4j", "type": "portmap",
             "runtimeConfig": {"portMappings": [{"hostPort": %d, "containerPort": %d, "protocol": "tcp"}]},
             "prevResult": {"cniVersion": "1.1.0", "interfaces": [{"name": "none", "sandbox": "/none"}],
                            "ips": [{"address": "%s/32", "interface": 0}]}}
            """.formatted(PORT, PORT, ADDRESS);
    private static final AttachmentId NOBODY = new AttachmentId("hostport4j", "rehearsal", "none");
    private static final Logger LOG = LoggerFactory.getLogger(Practice.class);

    /** By then what each call runs is compiled, by the options that the agent is started with. */
    private static final int ROUNDS = 40;
    /** They take a third of it with netlink; a backend that starts tools may need seconds. */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ShimCall check;

    /** @param namespaces of this process */
    Practice(Namespaces namespaces) {
        this.check = new ShimCall(namespaces, Map.of("CNI_COMMAND", "CHECK", "CNI_PATH", "/", "CNI_CONTAINERID", "rehearsal",
                "CNI_NETNS", "/none", "CNI_IFNAME", "none"), CONFIG.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads and compares all that a call with a mapping does, again and again.
     *
     * @param plugin with an engine for each call, so that what an engine does once is practised too
     */
    void run(PluginCalls plugin) {
        long end = System.nanoTime() + LIMIT_NANOS;
        for (int round = 0; round < ROUNDS && System.nanoTime() - end < 0; round++) {
            plugin.serve(check, deadline -> { });
        }
    }

    /**
     * What an ADD looks at before its change, so that the next one need not where nobody changes the rules meanwhile.
     *
     * @throws HostPortException when an ADD would fail, whichever port it asks for
     */
    static void rehearse(HostPorts engine) {
        try {
            engine.rehearse(new HostPortRequest(NOBODY, List.of(ContainerAddress.of(InetAddress.getByName(ADDRESS))),
                    List.of(PortMapping.tcp(PORT, PORT))));
        } catch (UnknownHostException e) {
            throw new AssertionError("every JDK reads literal addresses", e);
        } catch (ConflictException | HostListenerException e) {
            LOG.debug("port {} is taken: {}", PORT, e.getMessage());
        }
    }
}
