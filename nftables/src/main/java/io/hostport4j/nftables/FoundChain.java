package io.hostport4j.nftables;

import java.util.Optional;

/**
 * A chain as it was found.
 *
 * @param name its name
 * @param handle the kernel's number for it: a chain that is made anew has another
 * @param hook {@code nat prerouting -99 accept}; with a device where there is one; empty when only rules jump to it
 */
record FoundChain(String name, long handle, Optional<String> hook) {
    static FoundChain parse(JsonValue chain) {
        Optional<String> hook = chain.member("hook").map(point -> chain.get("type").text() + " " + point.text() + " "
                + chain.get("prio").number() + " " + chain.get("policy").text() + chain.member("dev").map(dev -> " " + dev).orElse(""));
        return new FoundChain(chain.get("name").text(), chain.get("handle").number(), hook);
    }
}
