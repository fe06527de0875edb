package io.hostport4j.examples.portmap;

import io.hostport4j.examples.Distribution;
import io.hostport4j.testkit.cni.CniChain;
import io.hostport4j.testkit.world.World;

/** Chains of Debian's plugins with the portmap binary at their end. */
final class PortMapChains {

    private PortMapChains() {
    }

    /** The pod network of the world, and the plugin without any settings. */
    static CniChain plain(World world) {
        return behind(world.podNetwork(), "");
    }

    /**
     * The plugin behind others.
     *
     * @param settings members of the plugin's configuration, each with a comma in front, such as {@code , "snat": false}
     */
    static CniChain behind(CniChain chain, String settings) {
        return chain.then("{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}" + settings + "}", Distribution.bin());
    }
}
