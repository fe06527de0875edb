package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.WEB;
import static io.hostport4j.iptables.Samples.dualStack;
import static io.hostport4j.iptables.Samples.ipv4;
import static io.hostport4j.iptables.Samples.masquerading;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Mark;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often programs of iptables are started: a process takes longer than all that it does. */
class ProcessCountIT extends IptablesIT {
    private final CountedTools tools = new CountedTools(TOOLS);

    @Test
    void anAddOnANodeWithoutForwardsIsOneLookAndOneScript() {
        assertThat(startedOf(Flavour.NFT, hostPorts -> {
            hostPorts.add(plain(ipv4(WEB, 2, PortMapping.tcp(8080, 80))));
            return null;
        })).containsExactly("iptables-nft-save", "iptables-nft-restore");
    }

    @Test
    void manyTogetherOnANodeWithoutForwardsAreOneLookAndOneScript() {
        List<HostPortRequest> many = many(i -> ipv4(attachment(i), 10 + i, PortMapping.tcp(8000 + i, 80)));

        assertThat(startedOf(Flavour.NFT, hostPorts -> hostPorts.addAll(many))).containsExactly("iptables-nft-save", "iptables-nft-restore");

        with(Flavour.NFT, hostPorts -> many.forEach(hostPorts::check));
    }

    @Test
    void manyTogetherAreOneLookAndOneScriptInEachFamily() {
        List<HostPortRequest> many = many(i -> dualStack(attachment(i), 10 + i, PortMapping.tcp(8000 + i, 80)));

        assertThat(startedOf(Flavour.NFT, hostPorts -> hostPorts.addAll(many))).containsExactly("iptables-nft-save", "ip6tables-nft-save",
                "iptables-nft-restore", "ip6tables-nft-restore");

        with(Flavour.NFT, hostPorts -> many.forEach(hostPorts::check));
    }

    @Test
    void manyTogetherAreTwoLooksAtALegacyTableThatIsThere() {
        restore(Flavour.LEGACY, Family.IPV4, ":THEIRS - [0:0]");
        List<HostPortRequest> many = many(i -> ipv4(attachment(i), 10 + i, PortMapping.tcp(8000 + i, 80)));

        assertThat(startedOf(Flavour.LEGACY, hostPorts -> hostPorts.addAll(many))).filteredOn("iptables-legacy-save"::equals).hasSize(2);
    }

    private static List<HostPortRequest> many(IntFunction<HostPortRequest> request) {
        return IntStream.range(0, 20).mapToObj(number -> plain(request.apply(number))).toList();
    }

    /** The first that serves 127.0.0.0/8 through an interface is followed by one more look. */
    private static HostPortRequest plain(HostPortRequest request) {
        return masquerading(Masquerade.NEVER, request);
    }

    private static AttachmentId attachment(int number) {
        return new AttachmentId("net", "pod" + number, "eth0");
    }

    private List<String> startedOf(Flavour flavour, Function<HostPorts, Object> work) {
        try (HostPorts hostPorts = open(Flavour.NFT, tools, Mark.DEFAULT)) {
            work.apply(hostPorts);
            return tools.takeStarted().stream().filter(name -> Flavour.of(Path.of(name)).equals(Optional.of(flavour))).toList();
        }
    }
}
