package io.hostport4j.core.walk;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonTree;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The node as iproute2's {@code ip} shows it: every route is asked of the kernel itself, with all its policy rules and checks. */
public final class IpView implements NodeView {
    private final Tools tools;
    private final Path settings;
    private final Deadline deadline;
    private final List<LinkAddress> addresses;
    private final Map<List<String>, Route> known = new HashMap<>();

    private record LinkAddress(String link, boolean bridge, InetAddress address, int prefixLength) {}

    /**
     * The node of the calling thread's network namespace.
     *
     * @param settings the folder of the kernel's network settings, {@code /proc/sys/net}
     * @param deadline until when all questions must be answered
     * @throws BackendFailedException when there is no {@code ip}, or it does not say which addresses there are
     */
    public IpView(Tools tools, Path settings, Deadline deadline) {
        this.tools = tools;
        this.settings = settings;
        this.deadline = deadline;
        this.addresses = addresses(json(List.of("-json", "-details", "address", "show")));
    }

    @Override
    public boolean isLocal(InetAddress address) {
        return address.isLoopbackAddress() || addresses.stream().anyMatch(own -> own.address().equals(address));
    }

    @Override
    public Route routeOut(InetAddress destination, Optional<InetAddress> source, long mark) {
        List<String> words = new ArrayList<>(List.of("to", IpText.of(destination)));
        source.ifPresent(from -> words.addAll(List.of("from", IpText.of(from))));
        return route(words, mark, Family.of(destination), "");
    }

    @Override
    public Route routeIn(InetAddress destination, InetAddress source, String link, long mark) {
        return route(List.of("to", IpText.of(destination), "from", IpText.of(source), "iif", link), mark, Family.of(destination), link);
    }

    @Override
    public Optional<Outside> outside(Family family, Optional<InetAddress> client) {
        Optional<String> link = client.map(from -> routeOut(from, Optional.empty(), 0)).filter(Route.Via.class::isInstance)
                .map(route -> ((Route.Via) route).link());
        if (link.isEmpty()) {
            link = defaultLink(family);
        }
        Optional<String> wanted = link;
        Optional<LinkAddress> own = addresses.stream().filter(address -> Family.of(address.address()) == family
                // Addresses that wander between nodes are often on lo, by which nobody comes.
                && !address.link().equals("lo") && !address.address().isLinkLocalAddress()
                && (wanted.isPresent() ? wanted.get().equals(address.link()) : !address.bridge())).findFirst();
        return own.map(address -> new Outside(address.link(), client.orElseGet(() -> neighbour(address)), address.address()));
    }

    private Optional<String> defaultLink(Family family) {
        return json(List.of(option(family), "-json", "route", "show", "default")).stream().findFirst()
                .flatMap(route -> route.member("dev")).map(JsonTree::text);
    }

    /** The first address of the subnet that is not the node's own. */
    private static InetAddress neighbour(LinkAddress own) {
        byte[] bytes = own.address().getAddress();
        int last = bytes.length - 1;
        int host = own.prefixLength() > bytes.length * Byte.SIZE - 2 ? bytes[last] ^ 1 : (bytes[last] & 0xfc) + ((bytes[last] & 3) == 1 ? 2 : 1);
        bytes[last] = (byte) host;
        try {
            return InetAddress.getByAddress(bytes);
        } catch (IOException e) {
            throw new AssertionError("an address of " + bytes.length + " bytes", e);
        }
    }

    private Route route(List<String> words, long mark, Family family, String link) {
        List<String> all = new ArrayList<>(words);
        if (mark != 0) {
            all.addAll(List.of("mark", "0x" + Long.toHexString(mark)));
        }
        return known.computeIfAbsent(all, question -> ask(question, family, link));
    }

    private Route ask(List<String> words, Family family, String link) {
        List<String> arguments = new ArrayList<>(List.of(option(family), "-json", "route", "get"));
        arguments.addAll(words);
        ToolResult result = run(arguments);
        if (!result.succeeded()) {
            return new Route.None(why(result.errors(), words, family, link));
        }
        JsonTree route = parse(result.output()).stream().findFirst().orElseThrow(() -> new BackendFailedException("ip route get says nothing"));
        String type = route.member("type").map(JsonTree::text).orElse("unicast");
        String device = route.member("dev").map(JsonTree::text).orElse("");
        if (type.equals("local")) {
            return new Route.Local();
        }
        if (!type.equals("unicast") || device.isEmpty()) {
            return new Route.None("the route is of type " + type + "; see: ip route get " + String.join(" ", words));
        }
        // For IPv4 the lookup has told; for IPv6 it is looked at later (ip6_forward, net/ipv6/ip6_output.c; force_forwarding since 6.17).
        if (family == Family.IPV6 && !link.isEmpty() && setting("ipv6/conf/all/forwarding").equals("0")
                && !setting("ipv6/conf/" + link + "/force_forwarding").equals("1")) {
            return new Route.None("net.ipv6.conf.all.forwarding is 0");
        }
        Optional<InetAddress> source = route.member("prefsrc").map(JsonTree::text).flatMap(Literal::address);
        return new Route.Via(device, source.or(() -> addresses.stream().filter(own -> own.link().equals(device)
                && Family.of(own.address()) == family).map(LinkAddress::address).findFirst()).orElse(family.unspecified()));
    }

    /** The kernel's word, with the setting that most often is behind it ({@code ip_route_input_slow}, net/ipv4/route.c). */
    private String why(String errors, List<String> words, Family family, String link) {
        String word = errors.lines().findFirst().orElse("").replace("RTNETLINK answers: ", "");
        String version = family == Family.IPV4 ? "ipv4" : "ipv6";
        List<String> reasons = new ArrayList<>();
        if (!link.isEmpty()) {
            String forwarding = family == Family.IPV4 ? "ipv4/ip_forward" : "ipv6/conf/all/forwarding";
            if (setting(forwarding).equals("0")) {
                reasons.add("net." + forwarding.replace('/', '.') + " is 0");
            }
            if (word.contains("cross-device")) {
                reasons.add("the answer to the sender would leave by another interface, and rp_filter of " + link + " is "
                        + setting("ipv4/conf/" + link + "/rp_filter") + ", of all " + setting("ipv4/conf/all/rp_filter"));
            }
        }
        if (word.contains("Invalid argument") && words.stream().anyMatch(part -> part.startsWith("127."))) {
            reasons.add("127.0.0.0/8 leaves or enters the node only where net." + version + ".conf.<interface>.route_localnet is not 0");
        }
        return word + " (ip route get " + String.join(" ", words) + ")" + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons));
    }

    private String setting(String name) {
        try {
            return Files.readString(settings.resolve(name)).strip();
        } catch (IOException e) {
            return "?";
        }
    }

    private static String option(Family family) {
        return family == Family.IPV4 ? "-4" : "-6";
    }

    private static List<LinkAddress> addresses(List<JsonTree> links) {
        List<LinkAddress> addresses = new ArrayList<>();
        for (JsonTree link : links) {
            String name = link.member("ifname").map(JsonTree::text).orElse("");
            boolean bridge = link.member("linkinfo").flatMap(info -> info.member("info_kind")).filter(kind -> kind.text().equals("bridge")).isPresent();
            for (JsonTree entry : link.member("addr_info").map(JsonTree::items).orElse(List.of())) {
                entry.member("local").map(JsonTree::text).flatMap(Literal::address).ifPresent(address -> addresses.add(new LinkAddress(name, bridge,
                        address, entry.member("prefixlen").map(length -> Integer.parseInt(length.text())).orElse(32))));
            }
        }
        return addresses;
    }

    private List<JsonTree> json(List<String> arguments) {
        ToolResult result = run(arguments);
        if (!result.succeeded()) {
            throw new BackendFailedException("ip " + String.join(" ", arguments) + ": " + result.errors());
        }
        return parse(result.output());
    }

    private static List<JsonTree> parse(String output) {
        try {
            String list = output.isBlank() ? "[]" : output;
            return JsonTree.parse("{\"all\":" + list + "}").member("all").map(JsonTree::items).orElse(List.of());
        } catch (JsonException e) {
            throw new BackendFailedException("what ip -json prints cannot be read: " + e.getMessage(), e);
        }
    }

    private ToolResult run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(tools.find("ip").map(Path::toString)
                .orElseThrow(() -> new BackendFailedException("there is no program \"ip\"; install iproute2")).toString()));
        command.addAll(arguments);
        return tools.run(command, "", deadline);
    }
}
