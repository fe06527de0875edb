package io.hostport4j.core.doctor;

import java.util.regex.Pattern;

/** Writes words so that a shell reads them back ({@code sh(1)}, quoting): what was found on a node may have any name. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private ShellWord() {}

    /** The word itself, or between quotation marks where it needs them. */
    public static String of(Object word) {
        String text = word.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
