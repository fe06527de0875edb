package io.hostport4j.core.cni;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.NetworkConfig;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.IpAddresses;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The keys that the plugin accepts in its configuration, those of the reference plugin.
 *
 * @param backend {@code "backend"}: which one to use; empty leaves the choice to the node
 * @param masquerade {@code "snat"} (true unless given) and {@code "masqAll"} (false unless given)
 * @param mappings {@code "runtimeConfig.portMappings"}, which the runtime fills in
 */
record PortMapConfig(Optional<String> backend, Masquerade masquerade, List<PortMapping> mappings) {
    private static final int MARK_BIT_MAX = 31;

    /** @throws CniException with code 2 or 7, naming the key and the value */
    static PortMapConfig parse(NetworkConfig config) {
        JsonObject raw = config.raw();
        checkMark(raw);
        refuseUnsupported(raw);
        return new PortMapConfig(raw.optionalString("backend").filter(name -> !name.isEmpty()), masquerade(raw),
                mappings(config.runtimeConfig()));
    }

    /** The mark's bit is checked and then of no use here: this engine knows its flows without marking packets. */
    private static void checkMark(JsonObject raw) {
        OptionalInt bit = raw.optionalInt("markMasqBit");
        if (bit.isPresent() && raw.optionalString("externalSetMarkChain").isPresent()) {
            throw invalid("Cannot specify externalSetMarkChain and markMasqBit");
        }
        if (bit.isPresent() && (bit.getAsInt() < 0 || bit.getAsInt() > MARK_BIT_MAX)) {
            throw invalid("MasqMarkBit must be between 0 and 31, and markMasqBit is \"" + bit.getAsInt() + "\"");
        }
    }

    private static void refuseUnsupported(JsonObject raw) {
        raw.optionalString("externalSetMarkChain").ifPresent(chain -> {
            throw unsupported("externalSetMarkChain", chain);
        });
        for (String key : List.of("conditionsV4", "conditionsV6")) {
            List<String> conditions = raw.strings(key);
            if (!conditions.isEmpty() && !conditions.get(0).isEmpty()) {
                throw unsupported(key, String.join(" ", conditions));
            }
        }
    }

    private static Masquerade masquerade(JsonObject raw) {
        if (!raw.optionalBool("snat").orElse(true)) {
            return Masquerade.NEVER;
        }
        return raw.optionalBool("masqAll").orElse(false) ? Masquerade.ALWAYS : Masquerade.WHEN_NEEDED;
    }

    private static List<PortMapping> mappings(JsonObject runtimeConfig) {
        List<PortMapping> mappings = new ArrayList<>();
        for (JsonObject json : runtimeConfig.objects("portMappings")) {
            try {
                mappings.add(mapping(json));
            } catch (InvalidRequestException e) {
                throw invalid(e.inside("runtimeConfig.portMappings[" + mappings.size() + "]").getMessage());
            }
        }
        return mappings;
    }

    private static PortMapping mapping(JsonObject json) {
        Protocol protocol = Protocol.parse(json.optionalString("protocol").filter(text -> !text.isEmpty()).orElse("tcp"));
        PortRange hostPort = PortRange.of(json.optionalInt("hostPort").orElse(0));
        Optional<InetAddress> hostAddress = json.optionalString("hostIP").filter(text -> !text.isEmpty()).map(PortMapConfig::hostAddress);
        return new PortMapping(hostPort, json.optionalInt("containerPort").orElse(0), protocol, hostAddress);
    }

    private static InetAddress hostAddress(String text) {
        try {
            return IpAddresses.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("hostIP", text, "give an IPv4 or IPv6 address, or leave it out");
        }
    }

    private static CniException unsupported(String key, String value) {
        return new CniException(CniErrorCode.UNSUPPORTED_FIELD, "unsupported " + key + " \"" + value
                + "\": no backend here can do it; take the key out");
    }

    private static CniException invalid(String message) {
        return new CniException(CniErrorCode.INVALID_NETWORK_CONFIG, message);
    }
}
