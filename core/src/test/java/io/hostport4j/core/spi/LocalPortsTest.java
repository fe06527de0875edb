package io.hostport4j.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.PortRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalPortsTest {
    private final LocalPorts localPorts = new LocalPorts(Optional.of(new PortRange(32768, 60999)),
            List.of(PortRange.of(40000), new PortRange(50000, 50010)));

    @Test
    void portsOfTheRangeAreGivenAwayUnlessTheyAreReserved() {
        assertThat(List.of(32767, 32768, 40000, 50010, 50011, 60999, 61000)).filteredOn(localPorts::mayBeGiven).containsExactly(32768, 50011, 60999);
    }

    @Test
    void noneIsGivenAwayWhenNothingIsKnown() {
        assertThat(LocalPorts.UNKNOWN.mayBeGiven(40000)).isFalse();
    }

    @Test
    void whatIsReservedStaysReserved() {
        assertThat(localPorts.reserving(List.of(PortRange.of(45000)))).isEqualTo("40000,50000-50010,45000");
    }
}
