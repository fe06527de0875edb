package io.hostport4j.cni.install;

import io.hostport4j.cni.install.JsonText.Member;
import io.hostport4j.cni.install.JsonText.ObjectValue;
import io.hostport4j.cni.json.JsonException;

/** The text of a network configuration of one plugin, and the list that has it as its only one. */
final class SingleText {
    private static final String USUAL_INDENT = "  ";

    private final String text;
    private final ObjectValue plugin;

    private SingleText(String text, ObjectValue plugin) {
        this.text = text;
        this.plugin = plugin;
    }

    /** @throws JsonException when it is no JSON object */
    static SingleText parse(String text) {
        return new SingleText(text, JsonText.parse(text));
    }

    /**
     * A list of the same name and version around the configuration, which keeps its own: as libcni makes one ({@code ConfListFromConf}).
     */
    String asList() {
        String around = text.substring(plugin.start(), plugin.end());
        String space = text.substring(plugin.start() + 1, plugin.members().get(0).start());
        int lineEnd = space.lastIndexOf('\n');
        StringBuilder list = new StringBuilder(text.substring(0, plugin.start())).append('{');
        if (lineEnd < 0) {
            head("cniVersion", space, ", ", list);
            head("name", "", ", ", list);
            list.append("\"plugins\": [").append(around).append(']').append(space);
        } else {
            String newLine = lineEnd > 0 && space.charAt(lineEnd - 1) == '\r' ? "\r\n" : "\n";
            String indent = space.substring(lineEnd + 1).isEmpty() ? USUAL_INDENT : space.substring(lineEnd + 1);
            head("cniVersion", newLine + indent, ",", list);
            head("name", newLine + indent, ",", list);
            list.append(newLine).append(indent).append("\"plugins\": [").append(newLine).append(indent).append(indent)
                    // No string of JSON has a line's end in it: these are all between values.
                    .append(around.replace("\n", "\n" + indent + indent))
                    .append(newLine).append(indent).append(']').append(newLine);
        }
        return list.append('}').append(text.substring(plugin.end())).toString();
    }

    private void head(String key, String before, String after, StringBuilder list) {
        plugin.find(key).map(Member::value).ifPresent(value -> list.append(before).append('"').append(key).append("\": ")
                .append(text, value.start(), value.end()).append(after));
    }
}
