package io.hostport4j.examples.embedded;

import io.hostport4j.cni.config.ConfigDirectory;
import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.runtime.Attachment;
import io.hostport4j.cni.runtime.CniRuntime;
import io.hostport4j.cni.runtime.InProcessInvoker;
import io.hostport4j.cni.runtime.ProcessInvoker;
import io.hostport4j.cni.runtime.ResultCache;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.PortMapPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connects a network namespace to a network until Enter is pressed, with port 8080 of the node: {@code EmbeddedRuntime pods /run/netns/blue}. */
public final class EmbeddedRuntime {
    private EmbeddedRuntime() {}

    public static void main(String[] arguments) throws IOException {
        NetworkList network = new ConfigDirectory(ConfigDirectory.DEFAULT).find(arguments[0]);
        Attachment attachment = Attachment.of("my-container", arguments[1], "eth0")
                .withCapabilityArgs(JsonObject.parse("{\"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80}]}"));
        CniRuntime runtime = new CniRuntime(
                // The portmap plugin in this JVM; all others are programs.
                new InProcessInvoker(Map.of("portmap", new PortMapPlugin(HostPorts::open, Optional.empty(), () -> "1")),
                        ProcessInvoker.of(List.of(Path.of("/opt/cni/bin")))),
                new ResultCache(ResultCache.DEFAULT));
        try {
            System.out.println(runtime.add(network, attachment).decoded().ips());
            System.in.read();
        } finally {
            runtime.delete(network, attachment);
        }
    }
}
