package io.hostport4j.cni.install;

import io.hostport4j.cni.install.JsonText.ListValue;
import io.hostport4j.cni.install.JsonText.Member;
import io.hostport4j.cni.install.JsonText.ObjectValue;
import io.hostport4j.cni.install.JsonText.Value;
import io.hostport4j.cni.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of a network list (CNI specification, section 1), edited so that every character stays that need not go. */
final class ListText {
    private static final String PLUGINS = "plugins";
    private static final String CAPABILITIES = "capabilities";
    private static final String PORT_MAPPINGS = "portMappings";

    private final String text;
    private final ListValue list;

    private ListText(String text, ListValue list) {
        this.text = text;
        this.list = list;
    }

    /**
     * @param text a network list, all of whose plugins are objects with a type
     * @throws InstallException when it is not clear which list of plugins counts
     */
    static ListText parse(String text) {
        return JsonText.parse(text).find(PLUGINS)
                .filter(member -> member.value() instanceof ListValue)
                .map(member -> new ListText(text, (ListValue) member.value()))
                .orElseThrow(ListText::doubtful);
    }

    /** The list with a plugin more, which takes host ports, right behind the one at that index. */
    String withPluginAfter(int index) {
        List<Value> elements = list.elements();
        Value previous = elements.get(index);
        ElementStyle style = new ElementStyle(text, plugin(index));
        // The first one often stands on the bracket's line, and the others on lines of their own.
        String gap = style.gapBefore(elements.get(Math.min(1, elements.size() - 1)));
        String plugin = style.object("type", '"' + ConfFile.PLUGIN + '"', CAPABILITIES, style.small(PORT_MAPPINGS, "true"));
        List<JsonObject> expected = new ArrayList<>(plugins(text));
        expected.add(index + 1, JsonObject.parse(plugin));
        return checked(spliced(previous.end(), previous.end(), "," + gap + plugin), expected);
    }

    /** The list without the plugin at that index: for one that {@link #withPluginAfter} put there, the text from before. */
    String withoutPlugin(int index) {
        List<Value> elements = list.elements();
        if (elements.size() == 1) {
            throw new InstallException("plugin \"" + ConfFile.PLUGIN + "\" is the only one of its chain; remove the file");
        }
        List<JsonObject> expected = new ArrayList<>(plugins(text));
        expected.remove(index);
        String without = index == 0 ? spliced(elements.get(0).start(), elements.get(1).start(), "")
                : spliced(elements.get(index - 1).end(), elements.get(index).end(), "");
        return checked(without, expected);
    }

    /** The list with the capability declared by the plugin at that index. */
    String withCapability(int index) {
        ObjectValue plugin = plugin(index);
        ElementStyle style = new ElementStyle(text, plugin);
        Optional<Member> capabilities = plugin.find(CAPABILITIES);
        String declared = style.small(PORT_MAPPINGS, "true");
        String edited;
        if (capabilities.isEmpty()) {
            edited = spliced(lastEnd(plugin), lastEnd(plugin), style.nextMember(CAPABILITIES, declared));
        } else if (capabilities.get().value() instanceof ObjectValue declaring && !declaring.members().isEmpty()) {
            Optional<Member> there = declaring.find(PORT_MAPPINGS);
            edited = there.isPresent() ? spliced(there.get().value().start(), there.get().value().end(), "true")
                    : spliced(lastEnd(declaring), lastEnd(declaring), new ElementStyle(text, declaring).nextMember(PORT_MAPPINGS, "true"));
        } else {
            Value value = capabilities.get().value();
            edited = spliced(value.start(), value.end(), declared);
        }
        List<JsonObject> expected = new ArrayList<>(plugins(text));
        JsonObject before = expected.get(index).optionalObject(CAPABILITIES).orElseGet(JsonObject::empty);
        expected.set(index, expected.get(index).toBuilder()
                .put(CAPABILITIES, before.toBuilder().putBool(PORT_MAPPINGS, true).build()).build());
        return checked(edited, expected);
    }

    private ObjectValue plugin(int index) {
        return (ObjectValue) list.elements().get(index);
    }

    private static int lastEnd(ObjectValue object) {
        return object.members().get(object.members().size() - 1).value().end();
    }

    private String spliced(int from, int to, String replacement) {
        return text.substring(0, from) + replacement + text.substring(to);
    }

    /** Where keys occur twice, or differ in case only, another place may count than the one that was edited. */
    private static String checked(String edited, List<JsonObject> expected) {
        if (!plugins(edited).equals(expected)) {
            throw doubtful();
        }
        return edited;
    }

    private static InstallException doubtful() {
        return new InstallException("the list has keys twice, or in several spellings, so that its meaning is doubtful; mend it first");
    }

    private static List<JsonObject> plugins(String text) {
        return JsonObject.parse(text).objects(PLUGINS);
    }
}
