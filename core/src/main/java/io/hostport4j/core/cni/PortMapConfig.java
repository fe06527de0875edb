package io.hostport4j.core.cni;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.NetworkConfig;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.IpAddresses;
import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.ConflictPolicy;
import io.hostport4j.core.HostListenerPolicy;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.PortPolicy;
import io.hostport4j.core.TcpFlows;
import io.hostport4j.core.model.Conditions.Dialect;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Mark;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The keys that the plugin accepts in its configuration, those of the reference plugin.
 *
 * @param backend {@code "backend"}, {@code "markMasqBit"} (13 unless given), {@code "externalSetMarkChain"}, {@code "deadline"} (30
 *     seconds unless given), {@code "tcpFlows"} (keep unless given): which backend, how it marks packets, how long it tries, and what
 *     becomes of connections
 * @param masquerade {@code "snat"} (true unless given) and {@code "masqAll"} (false unless given)
 * @param conditions {@code "conditionsV4"} and {@code "conditionsV6"}: in iptables' words when the first begins with {@code -} or
 *     {@code !}, else in nftables' words
 * @param policy {@code "conflict"} (fail unless given) and {@code "hostListener"} (warn unless given)
 * @param mappings {@code "runtimeConfig.portMappings"}, which the runtime fills in
 */
record PortMapConfig(BackendOptions backend, Masquerade masquerade, Map<Family, Conditions> conditions, PortPolicy policy,
        List<PortMapping> mappings) {
    /** Of a configuration that says nothing of it. */
    static final BackendOptions USUAL_BACKEND = new BackendOptions(Optional.empty(), Optional.empty(), Map.of(Capability.LASTING, List.of()),
            Mark.DEFAULT);

    private static final int MARK_BIT_MAX = 31;
    /** An hour; no runtime waits for a plugin that long. */
    private static final int DEADLINE_MAX = 3600;
    private static final Map<Family, String> CONDITION_KEYS = new TreeMap<>(Map.of(Family.IPV4, "conditionsV4", Family.IPV6, "conditionsV6"));

    /** @throws CniException with code 2 or 7, naming the key and the value */
    static PortMapConfig parse(NetworkConfig config) {
        JsonObject raw = config.raw();
        Map<Capability, List<String>> needs = new EnumMap<>(Capability.class);
        // The plugin's process ends with the call.
        needs.put(Capability.LASTING, List.of());
        Mark mark = mark(raw);
        if (mark instanceof Mark.Chain) {
            needs.put(Capability.EXTERNAL_MARK_CHAIN, List.of("externalSetMarkChain"));
        }
        Map<Family, Conditions> conditions = conditions(raw, needs);
        BackendOptions backend = new BackendOptions(raw.optionalString("backend").filter(name -> !name.isEmpty()), Optional.empty(), needs, mark,
                deadline(raw), tcpFlows(raw));
        return new PortMapConfig(backend, masquerade(raw), conditions, policy(raw), mappings(config.runtimeConfig()));
    }

    /** @throws CniException with code 7 when it is not in {@code "deadline"}'s range */
    static Duration deadline(JsonObject raw) {
        int seconds = raw.optionalInt("deadline").orElse((int) HostPorts.DEADLINE.toSeconds());
        if (seconds < 1 || seconds > DEADLINE_MAX) {
            throw invalid(new InvalidRequestException("deadline", Integer.toString(seconds), "give 1 to " + DEADLINE_MAX + " seconds").getMessage());
        }
        return Duration.ofSeconds(seconds);
    }

    /** @throws CniException with code 7 when it is no word of {@code "tcpFlows"} */
    static TcpFlows tcpFlows(JsonObject raw) {
        return word(raw, "tcpFlows", TcpFlows.class).orElse(TcpFlows.KEEP);
    }

    private static Mark mark(JsonObject raw) {
        OptionalInt bit = raw.optionalInt("markMasqBit");
        Optional<String> chain = raw.optionalString("externalSetMarkChain");
        if (bit.isPresent() && chain.isPresent()) {
            throw invalid("Cannot specify externalSetMarkChain and markMasqBit");
        }
        if (bit.isPresent() && (bit.getAsInt() < 0 || bit.getAsInt() > MARK_BIT_MAX)) {
            throw invalid("MasqMarkBit must be between 0 and 31, and markMasqBit is \"" + bit.getAsInt() + "\"");
        }
        try {
            return chain.isPresent() ? new Mark.Chain(chain.get()) : bit.isPresent() ? new Mark.Bit(bit.getAsInt()) : Mark.DEFAULT;
        } catch (InvalidRequestException e) {
            throw invalid(e.getMessage());
        }
    }

    private static Map<Family, Conditions> conditions(JsonObject raw, Map<Capability, List<String>> needs) {
        Map<Family, Conditions> conditions = new EnumMap<>(Family.class);
        CONDITION_KEYS.forEach((family, key) -> {
            List<String> words = raw.strings(key);
            if (words.isEmpty() || words.get(0).isEmpty()) {
                return;
            }
            boolean iptables = words.get(0).startsWith("-") || words.get(0).startsWith("!");
            conditions.put(family, Conditions.of(iptables ? Dialect.IPTABLES : Dialect.NFTABLES, words));
            needs.computeIfAbsent(iptables ? Capability.CONDITIONS_IPTABLES : Capability.CONDITIONS_NFTABLES, need -> new ArrayList<>()).add(key);
        });
        return conditions;
    }

    private static Masquerade masquerade(JsonObject raw) {
        if (!raw.optionalBool("snat").orElse(true)) {
            return Masquerade.NEVER;
        }
        return raw.optionalBool("masqAll").orElse(false) ? Masquerade.ALWAYS : Masquerade.WHEN_NEEDED;
    }

    private static PortPolicy policy(JsonObject raw) {
        return new PortPolicy(word(raw, "conflict", ConflictPolicy.class).orElse(ConflictPolicy.FAIL),
                word(raw, "hostListener", HostListenerPolicy.class).orElse(HostListenerPolicy.WARN));
    }

    /** A constant by its name in lower case. */
    private static <E extends Enum<E>> Optional<E> word(JsonObject raw, String key, Class<E> words) {
        return raw.optionalString(key).filter(text -> !text.isEmpty()).map(text -> {
            List<String> names = new ArrayList<>();
            for (E word : words.getEnumConstants()) {
                names.add(word.name().toLowerCase(Locale.ROOT));
                if (names.contains(text)) {
                    return word;
                }
            }
            throw invalid(new InvalidRequestException(key, text, "give one of " + String.join(", ", names)).getMessage());
        });
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

    private static CniException invalid(String message) {
        return new CniException(CniErrorCode.INVALID_NETWORK_CONFIG, message);
    }
}
