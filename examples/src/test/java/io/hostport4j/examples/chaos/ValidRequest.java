package io.hostport4j.examples.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests as a runtime makes them, with every key that the plugin reads, of some few containers that want some few ports. */
final class ValidRequest {
    private static final List<String> COMMANDS = List.of("ADD", "ADD", "ADD", "ADD", "DEL", "DEL", "CHECK", "CHECK", "GC", "STATUS", "VERSION");
    private static final List<String> VERSIONS = List.of("0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0", "1.1.0", "1.1.0");

    private static final Candidate ANY = new Candidate("netlink");

    private final Random random;
    private final int pod;
    final Map<String, String> environment;
    final ObjectNode config = JsonNodeFactory.instance.objectNode();

    ValidRequest(Random random, List<String> backends) {
        this.random = random;
        this.pod = random.nextInt(6);
        this.environment = new HashMap<>(Pod.numbered(pod, ANY).environment(COMMANDS.get(random.nextInt(COMMANDS.size()))));
        String version = VERSIONS.get(random.nextInt(VERSIONS.size()));
        config.put("cniVersion", version).put("name", Pod.NETWORK).put("type", "portmap").put("backend", backends.get(random.nextInt(backends.size())));
        config.putObject("capabilities").put("portMappings", true);
        config.putObject("runtimeConfig").set("portMappings", mappings());
        addPrevResult(version);
        addOptions();
        if (environment.get("CNI_COMMAND").equals("GC")) {
            ArrayNode valid = config.putArray("cni.dev/valid-attachments");
            for (int i = random.nextInt(6); i < 6; i++) {
                valid.addObject().put("containerID", "pod-" + i).put("ifname", "eth0");
            }
        }
    }

    private ArrayNode mappings() {
        ArrayNode mappings = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            ObjectNode mapping = mappings.addObject().put("hostPort", 8080 + random.nextInt(12)).put("containerPort", 80 + random.nextInt(3))
                    .put("protocol", List.of("tcp", "udp", "sctp").get(random.nextInt(3)));
            if (random.nextInt(3) == 0) {
                mapping.put("hostIP", List.of("", "0.0.0.0", "::", "192.0.2.1", "2001:db8::1").get(random.nextInt(5)));
            }
        }
        return mappings;
    }

    private void addPrevResult(String version) {
        ObjectNode result = config.putObject("prevResult").put("cniVersion", version);
        result.putArray("interfaces").addObject().put("name", "eth0").put("mac", "00:11:22:33:44:55").put("sandbox", "/run/netns/pod-" + pod);
        ArrayNode ips = result.putArray("ips");
        for (String address : Pod.numbered(pod, ANY).addresses()) {
            ObjectNode ip = ips.addObject().put("address", address).put("interface", 0);
            if (version.startsWith("0.")) {
                ip.put("version", address.contains(":") ? "6" : "4");
            }
        }
        result.putArray("routes").addObject().put("dst", "0.0.0.0/0").put("gw", "10.88.0.1");
        result.putObject("dns").putArray("nameservers").add("192.0.2.53");
    }

    private void addOptions() {
        switch (random.nextInt(8)) {
            case 0 -> config.put("snat", random.nextBoolean());
            case 1 -> config.put("masqAll", random.nextBoolean());
            case 2 -> config.put("markMasqBit", random.nextInt(32));
            case 3 -> config.put("externalSetMarkChain", "KUBE-MARK-MASQ");
            case 4 -> config.putArray("conditionsV4").add("ip saddr 10.0.0.0/8").add("tcp dport 1-9999");
            case 5 -> config.putArray("conditionsV4").add("-s").add("10.0.0.0/8");
            case 6 -> config.putArray("conditionsV6").add("ip6 saddr fd00::/8");
            default -> { }
        }
    }
}
