package io.hostport4j.cni.install;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the values of a JSON object stand in its text, so that it can be edited and the rest left as it is.
 *
 * <p>{@link JsonObject} has accepted the text before it is looked at here: the scanner only finds ends.
 */
final class JsonText {
    /** A value: from its first character up to the one behind its last. */
    sealed interface Value permits ObjectValue, ListValue, Scalar {
        int start();

        int end();
    }

    record ObjectValue(int start, int end, List<Member> members) implements Value {
        /** As {@link JsonObject} finds it: the exact key first, else one that differs in case only; the last of several. */
        Optional<Member> find(String key) {
            Optional<Member> found = Optional.empty();
            for (Member member : members) {
                boolean exact = member.key().equals(key);
                if (exact || member.key().equalsIgnoreCase(key) && found.filter(other -> other.key().equals(key)).isEmpty()) {
                    found = Optional.of(member);
                }
            }
            return found;
        }
    }

    record ListValue(int start, int end, List<Value> elements) implements Value {}

    record Scalar(int start, int end) implements Value {}

    /** A key, decoded, and where it starts and ends, quotes included. */
    record Member(String key, int start, int keyEnd, Value value) {}

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** @throws JsonException when it is no JSON object */
    static ObjectValue parse(String text) {
        JsonObject.parse(text);
        JsonText scanner = new JsonText(text);
        scanner.skipSpace();
        return scanner.object();
    }

    /** Whether it is one of the four characters that count as white space in JSON (RFC 8259, section 2). */
    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private Value value() {
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            default -> word();
        };
    }

    private ObjectValue object() {
        int start = at++;
        List<Member> members = new ArrayList<>();
        for (skipSpace(); text.charAt(at) != '}'; skipSpace()) {
            if (text.charAt(at) == ',') {
                at++;
                skipSpace();
            }
            Scalar key = string();
            skipSpace();
            at++;
            skipSpace();
            members.add(new Member(decoded(key), key.start(), key.end(), value()));
        }
        return new ObjectValue(start, ++at, List.copyOf(members));
    }

    private ListValue list() {
        int start = at++;
        List<Value> elements = new ArrayList<>();
        for (skipSpace(); text.charAt(at) != ']'; skipSpace()) {
            if (text.charAt(at) == ',') {
                at++;
                skipSpace();
            }
            elements.add(value());
        }
        return new ListValue(start, ++at, List.copyOf(elements));
    }

    private Scalar string() {
        int start = at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return new Scalar(start, ++at);
    }

    private Scalar word() {
        int start = at;
        while (!isSpace(text.charAt(at)) && ",]}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return new Scalar(start, at);
    }

    private void skipSpace() {
        while (isSpace(text.charAt(at))) {
            at++;
        }
    }

    private String decoded(Scalar string) {
        String quoted = text.substring(string.start(), string.end());
        return quoted.indexOf('\\') < 0 ? quoted.substring(1, quoted.length() - 1)
                : JsonObject.parse("{\"key\": " + quoted + "}").requiredString("key");
    }
}
