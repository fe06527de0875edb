package io.hostport4j.cni.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes the values {@link JsonReader} reads, on one line or indented by four spaces as Go's encoder does it. */
final class JsonWriter {

    private static final String INDENT = "    ";

    private final StringBuilder out = new StringBuilder();
    private final boolean indented;
    private int depth;

    private JsonWriter(boolean indented) {
        this.indented = indented;
    }

    static String compact(Object value) {
        return write(new JsonWriter(false), value);
    }

    static String indented(Object value) {
        return write(new JsonWriter(true), value);
    }

    private static String write(JsonWriter writer, Object value) {
        writer.value(value);
        return writer.out.toString();
    }

    private void value(Object value) {
        if (value instanceof Map<?, ?> members) {
            sequence('{', '}', members.entrySet().iterator());
        } else if (value instanceof List<?> elements) {
            sequence('[', ']', elements.iterator());
        } else if (value instanceof Map.Entry<?, ?> member) {
            quoted((String) member.getKey());
            out.append(indented ? ": " : ":");
            value(member.getValue());
        } else if (value instanceof String text) {
            quoted(text);
        } else if (value instanceof JsonNumber number) {
            out.append(number.text());
        } else {
            out.append(value);
        }
    }

    private void sequence(char open, char close, Iterator<?> items) {
        out.append(open);
        if (items.hasNext()) {
            depth++;
            while (items.hasNext()) {
                newLine();
                value(items.next());
                if (items.hasNext()) {
                    out.append(',');
                }
            }
            depth--;
            newLine();
        }
        out.append(close);
    }

    private void newLine() {
        if (indented) {
            out.append('\n').append(INDENT.repeat(depth));
        }
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || isUnpairedSurrogate(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Half a character cannot leave as UTF-8; its escape can. */
    private static boolean isUnpairedSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
