package io.hostport4j.cni.install;

import io.hostport4j.cni.install.JsonText.ObjectValue;
import io.hostport4j.cni.install.JsonText.Value;

/** How the objects of a list are written, so that one more looks like its neighbour. */
final class ElementStyle {
    private final String text;
    private final ObjectValue neighbour;

    /** @param neighbour an object of that text with one member at least */
    ElementStyle(String text, ObjectValue neighbour) {
        this.text = text;
        this.neighbour = neighbour;
    }

    /** An object of two members. */
    String object(String firstKey, String firstValue, String secondKey, String secondValue) {
        return "{" + afterBrace() + '"' + firstKey + '"' + colon() + firstValue
                + nextMember(secondKey, secondValue) + beforeBrace() + "}";
    }

    /** An object of one member, on one line. */
    String small(String key, String value) {
        return "{\"" + key + '"' + colon() + value + "}";
    }

    /** What to write behind the last member for one more. */
    String nextMember(String key, String value) {
        return "," + betweenMembers() + '"' + key + '"' + colon() + value;
    }

    /** The white space to write between the comma and the object, as it is before an element of the same list. */
    String gapBefore(Value element) {
        int start = element.start();
        while (JsonText.isSpace(text.charAt(start - 1))) {
            start--;
        }
        String gap = withoutEmptyLines(text.substring(start, element.start()));
        return gap.isEmpty() && colon().endsWith(" ") ? " " : gap;
    }

    private String afterBrace() {
        return withoutEmptyLines(text.substring(neighbour.start() + 1, neighbour.members().get(0).start()));
    }

    private String beforeBrace() {
        int last = neighbour.members().get(neighbour.members().size() - 1).value().end();
        return withoutEmptyLines(text.substring(last, neighbour.end() - 1));
    }

    private String betweenMembers() {
        if (afterBrace().indexOf('\n') >= 0) {
            return afterBrace();
        }
        return colon().endsWith(" ") ? " " : "";
    }

    private String colon() {
        JsonText.Member first = neighbour.members().get(0);
        String between = text.substring(first.keyEnd(), first.value().start());
        return between.indexOf('\n') < 0 ? between : ": ";
    }

    private static String withoutEmptyLines(String space) {
        int last = space.lastIndexOf('\n');
        if (last < 0) {
            return space;
        }
        return space.substring(last > 0 && space.charAt(last - 1) == '\r' ? last - 1 : last);
    }
}
