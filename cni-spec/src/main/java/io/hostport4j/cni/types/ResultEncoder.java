package io.hostport4j.cni.types;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes a result in the shape of any version, leaving out what that version has no place for. */
final class ResultEncoder {

    private ResultEncoder() {}

    static JsonObject encode(CniResult result, CniVersion version) {
        ResultSchema schema = ResultSchema.of(version);
        JsonObjectBuilder json = JsonObject.builder().put("cniVersion", version.toString());
        switch (schema) {
            case V0_1 -> putFamilies(json, result);
            case V0_3 -> putLists(json, result, ResultEncoder::interfaceV03, ResultEncoder::ipV03);
            case V1_0 -> putLists(json, result, ResultEncoder::interfaceV10, ResultEncoder::ipV10);
        }
        // Go programs of 0.x print an empty object, those of 1.x nothing.
        if (schema != ResultSchema.V1_0 || !result.dns().isEmpty()) {
            json.put("dns", dns(result.dns()));
        }
        return json.build();
    }

    private static void putFamilies(JsonObjectBuilder json, CniResult result) {
        Optional<IpConfig> ip4 = result.ips().stream().filter(ip -> ip.address().isIpv4()).findFirst();
        Optional<IpConfig> ip6 = result.ips().stream().filter(ip -> !ip.address().isIpv4()).findFirst();
        if (ip4.isEmpty() && ip6.isEmpty()) {
            throw new CniException(CniErrorCode.INTERNAL, "cannot convert: no valid IP addresses");
        }
        ip4.ifPresent(ip -> json.put("ip4", family(ip, result.routes())));
        ip6.ifPresent(ip -> json.put("ip6", family(ip, result.routes())));
    }

    private static JsonObject family(IpConfig ip, List<Route> routes) {
        JsonObjectBuilder json = JsonObject.builder()
                .put("ip", ip.address().toString())
                .put("gateway", ip.gateway().map(IpAddresses::format));
        List<Route> own = routes.stream()
                .filter(route -> route.destination().isIpv4() == ip.address().isIpv4())
                .map(route -> Route.via(route.destination(), route.gateway()))
                .toList();
        return putNonEmpty(json, "routes", own, ResultEncoder::route).build();
    }

    private static void putLists(
            JsonObjectBuilder json,
            CniResult result,
            Function<NetworkInterface, JsonObject> networkInterface,
            Function<IpConfig, JsonObject> ip) {
        putNonEmpty(json, "interfaces", result.interfaces(), networkInterface);
        putNonEmpty(json, "ips", result.ips(), ip);
        putNonEmpty(json, "routes", result.routes(), ResultEncoder::route);
    }

    private static JsonObject interfaceV03(NetworkInterface networkInterface) {
        return JsonObject.builder()
                .put("name", networkInterface.name())
                .put("mac", networkInterface.mac())
                .put("sandbox", networkInterface.sandbox())
                .build();
    }

    private static JsonObject interfaceV10(NetworkInterface networkInterface) {
        return JsonObject.builder()
                .put("name", networkInterface.name())
                .put("mac", networkInterface.mac())
                .put("mtu", networkInterface.mtu())
                .put("sandbox", networkInterface.sandbox())
                .put("socketPath", networkInterface.socketPath())
                .put("pciID", networkInterface.pciId())
                .build();
    }

    private static JsonObject ipV03(IpConfig ip) {
        return putIp(JsonObject.builder().put("version", ip.address().isIpv4() ? "4" : "6"), ip);
    }

    private static JsonObject ipV10(IpConfig ip) {
        return putIp(JsonObject.builder(), ip);
    }

    private static JsonObject putIp(JsonObjectBuilder json, IpConfig ip) {
        return json.put("interface", ip.interfaceIndex())
                .put("address", ip.address().toString())
                .put("gateway", ip.gateway().map(IpAddresses::format))
                .build();
    }

    private static JsonObject route(Route route) {
        return JsonObject.builder()
                .put("dst", route.destination().toString())
                .put("gw", route.gateway().map(IpAddresses::format))
                .put("mtu", route.mtu())
                .put("advmss", route.advmss())
                .put("priority", route.priority())
                .put("table", route.table())
                .put("scope", route.scope())
                .build();
    }

    private static JsonObject dns(Dns dns) {
        JsonObjectBuilder json = JsonObject.builder();
        putNonEmpty(json, "nameservers", dns.nameservers());
        json.put("domain", dns.domain());
        putNonEmpty(json, "search", dns.search());
        putNonEmpty(json, "options", dns.options());
        return json.build();
    }

    private static void putNonEmpty(JsonObjectBuilder json, String key, List<String> values) {
        if (!values.isEmpty()) {
            json.putStrings(key, values);
        }
    }

    private static <T> JsonObjectBuilder putNonEmpty(
            JsonObjectBuilder json, String key, List<T> values, Function<T, JsonObject> encoder) {
        return values.isEmpty() ? json : json.putObjects(key, values.stream().map(encoder).toList());
    }
}
