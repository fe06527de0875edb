package io.hostport4j.cni.install;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a network's file has to become for its chain to have the plugin. */
final class ChainEdit {
    private ChainEdit() {}

    /**
     * The text of the list with the plugin; empty when nothing has to change.
     *
     * @throws InstallException when it cannot get it, or has it twice
     */
    static Optional<String> of(ConfFile.Network network, Optional<String> after) {
        List<ChainedPlugin> chain = network.plugins();
        List<Integer> places = IntStream.range(0, chain.size()).filter(i -> chain.get(i).isOurs()).boxed().toList();
        if (places.size() > 1) {
            throw new InstallException("network \"" + network.name() + "\" has plugin \"" + ConfFile.PLUGIN + "\" " + places.size()
                    + " times in its chain, so that they undo each other's work; take all but one out of \"" + network.path() + "\"");
        }
        if (places.isEmpty()) {
            requireNoRival(network);
            int place = after.map(type -> placeOf(type, network)).orElse(chain.size() - 1);
            return Optional.of(ListText.parse(network.listText()).withPluginAfter(place));
        }
        return chain.get(places.get(0)).takesHostPorts() ? Optional.empty()
                : Optional.of(ListText.parse(network.listText()).withCapability(places.get(0)));
    }

    /**
     * Whether a text is what {@link #of} made of the network, wherever it put the plugin.
     *
     * @param now the list that is there
     */
    static boolean made(ConfFile.Network now, ConfFile.Network before) {
        long had = before.countOf(ConfFile.PLUGIN);
        if (had == 0) {
            return now.countOf(ConfFile.PLUGIN) == 1 && withoutPlugin(now).equals(before.listText());
        }
        return had == 1 && of(before, Optional.empty()).equals(Optional.of(now.text()));
    }

    /** The list without the plugin, which it has once at least. */
    static String withoutPlugin(ConfFile.Network network) {
        String text = network.text();
        for (long left = network.countOf(ConfFile.PLUGIN); left > 0; left--) {
            int last = ((ConfFile.Network) ConfFile.parse(network.path(), text.getBytes(StandardCharsets.UTF_8)))
                    .placeOf(ConfFile.PLUGIN).orElseThrow();
            text = ListText.parse(text).withoutPlugin(last);
        }
        return text;
    }

    private static void requireNoRival(ConfFile.Network network) {
        for (ChainedPlugin plugin : network.plugins()) {
            if (plugin.takesHostPorts()) {
                throw new InstallException("plugin \"" + plugin.type() + "\" of network \"" + network.name()
                        + "\" takes the host ports already, and two of them would fight; where it hands them on to another network, as Multus"
                        + " does, name that one with --name, else take portMappings out of its capabilities in \"" + network.path() + "\"");
            }
        }
    }

    private static int placeOf(String type, ConfFile.Network network) {
        List<String> types = network.plugins().stream().map(ChainedPlugin::type).toList();
        int place = types.lastIndexOf(type);
        if (place < 0) {
            throw new InstallException("network \"" + network.name() + "\" has no plugin \"" + type + "\" to come behind; its chain is "
                    + String.join(", ", types));
        }
        return place;
    }
}
