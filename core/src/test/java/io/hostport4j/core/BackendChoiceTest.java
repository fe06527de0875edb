package io.hostport4j.core;

import static io.hostport4j.core.FakeProvider.usable;
import static io.hostport4j.core.spi.Capability.ADDITIONS;
import static io.hostport4j.core.spi.Capability.CONDITIONS_IPTABLES;
import static io.hostport4j.core.spi.Capability.CONDITIONS_NFTABLES;
import static io.hostport4j.core.spi.Capability.EXTERNAL_MARK_CHAIN;
import static io.hostport4j.core.spi.Capability.LASTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BackendChoiceTest {
    private static final FakeProvider NETLINK = usable("netlink", 300, ADDITIONS).inStore("table");
    private static final FakeProvider NFTABLES = usable("nftables", 200, ADDITIONS, CONDITIONS_NFTABLES).inStore("table");
    private static final FakeProvider IPTABLES = usable("iptables", 100, ADDITIONS, CONDITIONS_IPTABLES, EXTERNAL_MARK_CHAIN);
    private static final FakeProvider LEFT = usable("left", 400);

    private static final Map<Capability, List<String>> NFT_WORDS = Map.of(CONDITIONS_NFTABLES, List.of("conditionsV4", "conditionsV6"));
    private static final Map<Capability, List<String>> IPTABLES_WORDS =
            Map.of(CONDITIONS_IPTABLES, List.of("conditionsV4"), EXTERNAL_MARK_CHAIN, List.of("externalSetMarkChain"));

    private static BackendOptions options(String configured, String nodesDefault, Map<Capability, List<String>> needs) {
        return new BackendOptions(Optional.ofNullable(configured), Optional.ofNullable(nodesDefault), needs, Mark.DEFAULT);
    }

    private static String chosen(BackendOptions options) {
        return new BackendChoice(List.of(IPTABLES, LEFT, NFTABLES, NETLINK)).choose(options).toString();
    }

    @Nested
    class Order {
        @Test
        void theConfiguredOneComesFirst() {
            assertThat(chosen(options("iptables", "nftables", Map.of()))).isEqualTo("iptables (iptables 1.0; the configuration names it)");
        }

        @Test
        void thenTheAdministratorsDefault() {
            assertThat(chosen(options(null, "nftables", Map.of()))).isEqualTo("nftables (nftables 1.0; HOSTPORT_BACKEND names it)");
        }

        @Test
        void thenTheOneThatUnderstandsTheOptions() {
            assertThat(chosen(options(null, null, IPTABLES_WORDS))).startsWith("iptables (iptables 1.0; the best that can do conditionsV4 externalSetMarkChain");
            assertThat(chosen(options(null, null, NFT_WORDS))).startsWith("nftables (nftables 1.0; the best that can do conditionsV4 conditionsV6");
        }

        @Test
        void thenTheHighestPriority() {
            assertThat(chosen(BackendOptions.DEFAULT)).isEqualTo("netlink (netlink 1.0; the best that is usable here)");
        }

        @Test
        void theReasonTellsWhyBetterOnesAreNotUsed() {
            FakeProvider refused = NETLINK.saying(new Probe.NotPermitted("CAP_NET_ADMIN is missing"));
            assertThat(new BackendChoice(List.of(refused, NFTABLES)).choose(BackendOptions.DEFAULT)).hasToString(
                    "nftables (nftables 1.0; the best that is usable here; netlink: not permitted: CAP_NET_ADMIN is missing)");
        }
    }

    @Nested
    class Refusal {
        @Test
        void anUnknownNameIsUnrecognized() {
            assertThatThrownBy(() -> chosen(BackendOptions.named("ebtables"))).isInstanceOf(UnsupportedOptionException.class)
                    .hasMessage("unrecognized backend \"ebtables\" (the configuration names it); there are netlink, nftables, iptables");
        }

        @Test
        void aBackendThatCannotAddIsNeverChosen() {
            assertThatThrownBy(() -> chosen(BackendOptions.named("left"))).hasMessageStartingWith("unrecognized backend \"left\"");
            assertThatThrownBy(() -> new BackendChoice(List.of(LEFT)).choose(BackendOptions.DEFAULT)).isInstanceOf(BackendUnavailableException.class);
        }

        @Test
        void whoseProcessEndsNeedsABackendThatLasts() {
            FakeProvider shortLived = usable("userland", 10).saying(new Probe.Usable("Java", Set.of(ADDITIONS)));
            BackendOptions lasting = options(null, null, Map.of(LASTING, List.of()));
            assertThatThrownBy(() -> new BackendChoice(List.of(shortLived)).choose(lasting))
                    .hasMessage("no backend can work here: userland: its forwards would end with this process");
            assertThatThrownBy(() -> new BackendChoice(List.of(shortLived)).choose(options("userland", null, lasting.needs())))
                    .hasMessage("backend \"userland\" was chosen (the configuration names it) and its forwards would end with this process");
            assertThat(new BackendChoice(List.of(shortLived)).choose(BackendOptions.DEFAULT).toString()).startsWith("userland");
            assertThat(new BackendChoice(List.of(shortLived, NETLINK)).choose(lasting)).hasToString("netlink (netlink 1.0; the best that is usable here)");
        }

        @Test
        void contradictoryOptionsAreRefusedInTheReferencesWords() {
            assertThatThrownBy(() -> chosen(options("iptables", null, NFT_WORDS))).isInstanceOf(UnsupportedOptionException.class)
                    .hasMessage("iptables backend was requested but configuration contains nftables-specific options [conditionsV4 conditionsV6]");
            assertThatThrownBy(() -> chosen(options("nftables", null, IPTABLES_WORDS))).isInstanceOf(UnsupportedOptionException.class)
                    .hasMessage("nftables backend was requested but configuration contains iptables-specific options [externalSetMarkChain conditionsV4]");
        }

        @Test
        void contradictionsWithTheAdministratorsDefaultNameIt() {
            assertThatThrownBy(() -> chosen(options(null, "netlink", NFT_WORDS))).hasMessage(
                    "netlink backend was requested by HOSTPORT_BACKEND but configuration contains nftables-specific options [conditionsV4 conditionsV6]");
        }

        @Test
        void theChosenOneThatCannotWorkSaysWhy() {
            FakeProvider absent = NFTABLES.saying(new Probe.Absent("nft is not installed"));
            assertThatThrownBy(() -> new BackendChoice(List.of(NETLINK, absent)).choose(BackendOptions.named("nftables")))
                    .isInstanceOf(BackendUnavailableException.class)
                    .hasMessage("backend \"nftables\" was chosen (the configuration names it) and cannot work here: nft is not installed");
        }

        @Test
        void withoutAnyEachSaysWhy() {
            FakeProvider absent = NFTABLES.saying(new Probe.Absent("nft is not installed"));
            FakeProvider refused = NETLINK.saying(new Probe.NotPermitted("CAP_NET_ADMIN is missing"));
            assertThatThrownBy(() -> new BackendChoice(List.of(refused, absent)).choose(BackendOptions.DEFAULT)).hasMessage(
                    "no backend can work here: netlink: not permitted: CAP_NET_ADMIN is missing; nftables: nft is not installed");
        }

        @Test
        void wordsOfTwoToolsHaveNoBackend() {
            Map<Capability, List<String>> both = Map.of(CONDITIONS_IPTABLES, List.of("conditionsV4"), CONDITIONS_NFTABLES, List.of("conditionsV6"));
            assertThatThrownBy(() -> chosen(options(null, null, both))).isInstanceOf(BackendUnavailableException.class)
                    .hasMessageContaining("nftables: cannot do conditionsV4").hasMessageContaining("iptables: cannot do conditionsV6");
        }
    }

    @Test
    void theOthersAreTheBestUsableOnesOfAllOtherStores() {
        BackendChoice choice = new BackendChoice(List.of(IPTABLES, LEFT, NFTABLES, NETLINK));
        assertThat(choice.others(choice.choose(BackendOptions.named("nftables")))).extracting(other -> other.provider().name())
                .containsExactly("left", "iptables");
        assertThat(choice.others(choice.choose(BackendOptions.named("iptables")))).extracting(other -> other.provider().name())
                .containsExactly("left", "netlink");
    }

    @Test
    void whatDoesNotOutliveAProcessIsNotLookedForInAnother() {
        FakeProvider fleeting = usable("fleeting", 500, ADDITIONS).saying(new Probe.Usable("1.0", Set.of(ADDITIONS)));
        BackendChoice choice = new BackendChoice(List.of(fleeting, NETLINK));
        assertThat(choice.others(choice.choose(BackendOptions.named("netlink")))).isEmpty();
    }
}
