package io.hostport4j.examples.demo;

import java.util.List;

/**
 * A way to the page, by one address family.
 *
 * @param name for people
 * @param from where the page is asked for
 * @param url what is asked for
 * @param seenAs the client's address, as the web server has to see it
 */
record Way(String name, Place from, String url, String seenAs) {

    /** The container's own port, without the plugin. */
    static Way direct(DemoWorld world) {
        return new Way("without a host port", world.node, url(DemoWorld.WEB.v4(), ContainerRuntime.CONTAINER_PORT), DemoWorld.GATEWAY.v4());
    }

    /** A selection of {@link #all} to show that there is no way. */
    static List<Way> someOf(DemoWorld world) {
        List<Way> all = all(world);
        return List.of(all.get(0), all.get(1), all.get(4));
    }

    /** The five ways by IPv4, and four by IPv6. */
    static List<Way> all(DemoWorld world) {
        Addresses node = DemoWorld.NODE;
        // What is behind the bridge would answer past the node, so the node asks it in its own name.
        Addresses bridge = DemoWorld.GATEWAY;
        return List.of(
                hostPort("from outside", world.client, node.v4(), DemoWorld.CLIENT.v4()),
                hostPort("", world.client, node.v6(), DemoWorld.CLIENT.v6()),
                hostPort("from the node itself", world.node, node.v4(), node.v4()),
                hostPort("", world.node, node.v6(), node.v6()),
                hostPort("from localhost", world.node, "127.0.0.1", bridge.v4()),
                hostPort("from web to itself", world.web, node.v4(), bridge.v4()),
                hostPort("", world.web, node.v6(), bridge.v6()),
                hostPort("from its neighbour", world.neighbour, node.v4(), bridge.v4()),
                hostPort("", world.neighbour, node.v6(), bridge.v6()));
    }

    /** Asks for the page; its text, or why there is none, is on standard output. */
    Outcome fetch() {
        return from.run(JavaProgram.command(Fetch.class, url));
    }

    private static Way hostPort(String name, Place from, String address, String seenAs) {
        return new Way(name, from, url(address, ContainerRuntime.HOST_PORT), seenAs);
    }

    private static String url(String address, int port) {
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return "http://" + host + ":" + port + "/";
    }
}
