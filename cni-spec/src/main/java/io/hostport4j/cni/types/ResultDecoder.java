package io.hostport4j.cni.types;

import io.hostport4j.cni.json.JsonObject;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a result of any version. An empty text or a zero is what Go programs leave out or write for "none". */
final class ResultDecoder {

    private ResultDecoder() {}

    static CniResult decode(JsonObject json, CniVersion version) {
        ResultSchema schema = ResultSchema.of(version);
        nonEmpty(json, "cniVersion").ifPresent(schema::requireOwn);
        return switch (schema) {
            case V0_1 -> decodeFamilies(json);
            case V0_3, V1_0 -> decodeLists(json);
        };
    }

    private static CniResult decodeFamilies(JsonObject json) {
        List<IpConfig> ips = new ArrayList<>();
        List<Route> routes = new ArrayList<>();
        for (String family : List.of("ip4", "ip6")) {
            json.optionalObject(family).ifPresent(ip -> {
                ips.add(new IpConfig(OptionalInt.empty(), cidr(ip, "ip"), address(ip, "gateway")));
                ip.objects("routes").forEach(route -> routes.add(route(route)));
            });
        }
        return new CniResult(List.of(), ips, routes, dns(json));
    }

    private static CniResult decodeLists(JsonObject json) {
        return new CniResult(
                json.objects("interfaces").stream().map(ResultDecoder::networkInterface).toList(),
                json.objects("ips").stream().map(ResultDecoder::ipConfig).toList(),
                json.objects("routes").stream().map(ResultDecoder::route).toList(),
                dns(json));
    }

    private static NetworkInterface networkInterface(JsonObject json) {
        return new NetworkInterface(
                json.optionalString("name").orElse(""),
                nonEmpty(json, "mac"),
                nonZero(json, "mtu"),
                nonEmpty(json, "sandbox"),
                nonEmpty(json, "socketPath"),
                nonEmpty(json, "pciID"));
    }

    private static IpConfig ipConfig(JsonObject json) {
        return new IpConfig(json.optionalInt("interface"), cidr(json, "address"), address(json, "gateway"));
    }

    private static Route route(JsonObject json) {
        return new Route(
                cidr(json, "dst"),
                address(json, "gw"),
                nonZero(json, "mtu"),
                nonZero(json, "advmss"),
                nonZero(json, "priority"),
                json.optionalInt("table"),
                json.optionalInt("scope"));
    }

    private static Dns dns(JsonObject json) {
        return json.optionalObject("dns")
                .map(dns -> new Dns(
                        dns.strings("nameservers"), nonEmpty(dns, "domain"), dns.strings("search"), dns.strings("options")))
                .orElse(Dns.NONE);
    }

    private static Cidr cidr(JsonObject json, String key) {
        json.requiredString(key);
        return json.optionalParsed(key, Cidr::parse).orElseThrow();
    }

    private static Optional<InetAddress> address(JsonObject json, String key) {
        return nonEmpty(json, key).flatMap(text -> json.optionalParsed(key, IpAddresses::parse));
    }

    private static Optional<String> nonEmpty(JsonObject json, String key) {
        Optional<String> text = json.optionalString(key);
        return text.isPresent() && text.get().isEmpty() ? Optional.empty() : text;
    }

    private static OptionalInt nonZero(JsonObject json, String key) {
        OptionalInt value = json.optionalInt(key);
        return value.isPresent() && value.getAsInt() == 0 ? OptionalInt.empty() : value;
    }
}
