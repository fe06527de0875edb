package io.hostport4j.core.table;

import static io.hostport4j.core.table.Samples.OTHER;
import static io.hostport4j.core.table.Samples.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Family;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {
    @Test
    void itsChainIsNamedByTheFamilyAndTheOwner() {
        // printf net/web/eth0 | sha256sum
        assertThat(new Gate(OWNER, Family.IPV4).chain()).isEqualTo("if4_0a492bc6b7edf3e4998737be894ff20e");
        assertThat(new Gate(OWNER, Family.IPV6).chain()).isEqualTo("if6_0a492bc6b7edf3e4998737be894ff20e");
        assertThat(new Gate(OTHER, Family.IPV4).chain()).startsWith("if4_").isNotEqualTo(new Gate(OWNER, Family.IPV4).chain());
    }

    @ParameterizedTest
    @EnumSource
    void aRuleWithTheMarkThatJumpsToItsChainIsOfTheGate(Family family) {
        Gate gate = new Gate(OWNER, family);

        assertThat(Gate.parse(Optional.of("net/web/eth0"), Optional.of(gate.chain()))).contains(gate);
    }

    @Test
    void anyOtherRuleIsOfNone() {
        Gate gate = new Gate(OWNER, Family.IPV4);

        assertThat(Gate.parse(Optional.empty(), Optional.of(gate.chain()))).isEmpty();
        assertThat(Gate.parse(Optional.of("web server"), Optional.of(gate.chain()))).isEmpty();
        assertThat(Gate.parse(Optional.of("net/dns/eth0"), Optional.of(gate.chain()))).isEmpty();
        assertThat(Gate.parse(Optional.of("net/web/eth0"), Optional.empty())).isEmpty();
        assertThat(Gate.parse(Optional.of("net/web/eth0"), Optional.of("if4_"))).isEmpty();
    }
}
