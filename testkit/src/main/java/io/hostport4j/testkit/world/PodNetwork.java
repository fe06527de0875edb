package io.hostport4j.testkit.world;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** The conflist of a dual-stack pod network on a bridge, made of the bridge and host-local plugins that Debian packages. */
final class PodNetwork {

    private final ObjectMapper json = new ObjectMapper();

    /** Debian 12's plugins (1.1.1) speak CNI up to 1.0.0. */
    String conflist(Path addressFolder) {
        ObjectNode ipam = json.createObjectNode().put("type", "host-local").put("dataDir", addressFolder.toString());
        ArrayNode ranges = ipam.putArray("ranges");
        ArrayNode routes = ipam.putArray("routes");
        for (String subnet : List.of("10.88.0.0/24", "fd00:88::/64")) {
            ranges.addArray().addObject().put("subnet", subnet);
        }
        for (String everywhere : List.of("0.0.0.0/0", "::/0")) {
            routes.addObject().put("dst", everywhere);
        }
        ObjectNode conflist = json.createObjectNode().put("cniVersion", "1.0.0").put("name", "pods");
        conflist.putArray("plugins").addObject()
                .put("type", "bridge")
                .put("bridge", "pods0")
                .put("isGateway", true)
                .put("ipMasq", false)
                .put("hairpinMode", true)
                .set("ipam", ipam);
        return conflist.toString();
    }
}
