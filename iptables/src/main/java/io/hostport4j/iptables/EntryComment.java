package io.hostport4j.iptables;

import io.hostport4j.core.model.AttachmentId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment of a rule that leads to a container's chain: {@code dnat name: "net" id: "c1"}, as the reference writes it.
 *
 * @param network the network's name
 * @param container the container's id
 * @param interfaceName named only where it is not the usual one, which the reference never does
 */
record EntryComment(String network, String container, Optional<String> interfaceName) {
    private static final Pattern SHAPE = Pattern.compile("dnat name: \"([^\"]*)\" id: \"([^\"]*)\"(?: interface: \"(.*)\")?", Pattern.DOTALL);
    /** As the reference cuts; the kernel keeps 255 bytes (XT_MAX_COMMENT_LEN, linux/netfilter/xt_comment.h). */
    private static final int LENGTH_MAX = 255;
    private static final int CUT = 253;

    static EntryComment of(AttachmentId attachment) {
        return new EntryComment(attachment.network(), attachment.container(),
                ChainNames.isUsual(attachment) ? Optional.empty() : Optional.of(attachment.interfaceName()));
    }

    /** Empty for a comment that was cut, or that says something else. */
    static Optional<EntryComment> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(new EntryComment(matcher.group(1), matcher.group(2), Optional.ofNullable(matcher.group(3)))) : Optional.empty();
    }

    String text() {
        String text = "dnat name: \"" + network + "\" id: \"" + container + "\""
                + interfaceName.map(name -> " interface: \"" + name + "\"").orElse("");
        return text.length() <= LENGTH_MAX ? text : text.substring(0, CUT) + "...";
    }
}
