package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.DNS;
import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Pod.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Conditions.Dialect;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What packets must fulfil besides. */
interface ConditionsRules extends Aspect {
    @Test
    @Rule("R39")
    default void conditionsAreReadAsCommittedAndReplacedAndGo() {
        Dialect dialect = dialect();
        Backend backend = stage().backend();
        for (Family family : stage().families()) {
            Forward narrow = forward(WEB, family, source(dialect, family, 8));
            Forward wide = forward(WEB, family, source(dialect, family, 4));
            Forward open = forward(WEB, family, Conditions.NONE);
            for (Forward next : List.of(narrow, wide, open, narrow)) {
                stage().replace(backend, WEB, List.of(next));
                assertThat(conditions(backend, WEB)).isEqualTo(Set.of(next.conditions()));
                assertThat(backend.read(stage().scope(WEB, List.of(next))).faults()).isEmpty();
            }
            stage().replace(backend, WEB, List.of());
            assertThat(stage().own(backend, WEB)).isEmpty();
        }
    }

    @Test
    @Rule("R40")
    default void conditionsBelongToTheirOwnersForwardsAlone() {
        Dialect dialect = dialect();
        Backend backend = stage().backend();
        for (Family family : stage().families()) {
            Conditions narrow = source(dialect, family, 8);
            Conditions wide = source(dialect, family, 4);
            Forward ofDns = DNS.forward(tcp(family, 9090));
            stage().add(backend, DNS, new Forward(ofDns.hostPort(), ofDns.target(), ofDns.masquerade(), wide, ofDns.owner()));
            Set<Conditions> conditions = conditions(backend, DNS);
            String before = stage().state();

            stage().replace(backend, WEB, List.of(forward(WEB, family, narrow)));
            assertThat(conditions(backend, DNS)).isEqualTo(conditions);
            stage().replace(backend, WEB, List.of());

            assertThat(conditions(backend, DNS)).isEqualTo(conditions);
            assertThat(stage().state()).isEqualTo(before);
            stage().replace(backend, DNS, List.of());
        }
    }

    /** Of the first tool whose words the backend claims to understand. */
    private Dialect dialect() {
        Map<Capability, Dialect> dialects = Map.of(Capability.CONDITIONS_IPTABLES, Dialect.IPTABLES,
                Capability.CONDITIONS_NFTABLES, Dialect.NFTABLES);
        Set<Capability> claimed = stage().fixture().capabilities();
        Assumptions.assumeTrue(dialects.keySet().stream().anyMatch(claimed::contains), "the backend does not claim " + dialects.keySet());
        return claimed.contains(Capability.CONDITIONS_IPTABLES) ? Dialect.IPTABLES : Dialect.NFTABLES;
    }

    private static Conditions source(Dialect dialect, Family family, int prefixLength) {
        String subnet = (family == Family.IPV4 ? "16.0.0.0/" : "1000::/") + prefixLength;
        return Conditions.of(dialect, dialect == Dialect.IPTABLES
                ? List.of("-s", subnet) : List.of(family == Family.IPV4 ? "ip" : "ip6", "saddr", subnet));
    }

    private static Forward forward(Pod pod, Family family, Conditions conditions) {
        Forward plain = pod.forward(tcp(family, 8080));
        return new Forward(plain.hostPort(), plain.target(), plain.masquerade(), conditions, plain.owner());
    }

    private Set<Conditions> conditions(Backend backend, Pod pod) {
        return stage().own(backend, pod).stream().map(Forward::conditions).collect(Collectors.toSet());
    }
}
