package io.hostport4j.iptables;

import io.hostport4j.core.tool.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code iptables-save -c} prints, taken apart.
 *
 * @param text as it would be without {@code -c}
 * @param packets of the rules that lead to a container, since each was made; of rules that are there twice the first's, which the
 *     packets come to
 */
record CountedSave(String text, Map<Rule, Long> packets) {
    private static final Pattern RULE = Pattern.compile("\\[(\\d+):\\d+\\] (-A (" + ChainNames.CONTAINER + "\\S*)(.*))");

    static CountedSave parse(String output) {
        StringBuilder text = new StringBuilder(output.length());
        Map<Rule, Long> packets = new HashMap<>();
        output.lines().forEach(line -> {
            Matcher own = RULE.matcher(line);
            if (own.matches()) {
                packets.putIfAbsent(new Rule(own.group(3), Words.split(own.group(4))), Long.valueOf(own.group(1)));
                text.append(own.group(2));
            } else {
                text.append(line.startsWith("[") ? line.substring(line.indexOf(' ') + 1) : line);
            }
            text.append('\n');
        });
        return new CountedSave(text.toString(), packets);
    }
}
