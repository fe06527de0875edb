package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.WEB;
import static io.hostport4j.iptables.Samples.dualStack;
import static io.hostport4j.iptables.Samples.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.PortMapping;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions come from configurations: whatever stands there, it never becomes more than conditions. */
class HostileConditionsIT extends IptablesIT {

    static Stream<Arguments> hostile() {
        List<List<String>> words = List.of(
                List.of("-j", "ACCEPT"), List.of("--jump", "ACCEPT"), List.of("--ju=ACCEPT"), List.of("-g", "PREROUTING"), List.of("-jACCEPT"),
                List.of("-fj", "ACCEPT"), List.of("-A", "INPUT"), List.of("-t", "filter"), List.of("-F"), List.of("--flush"), List.of("--", "x"),
                List.of("-s", "10.0.0.1\nCOMMIT\n*filter\n:INPUT DROP"), List.of("-s", "10.0.0.1\0"), List.of("-"),
                List.of("-s", "10.0.0.1 -j ACCEPT"), List.of("-s", "10.0.0.1\" -j ACCEPT \""), List.of("-s", "10.0.0.1\\\" -j ACCEPT"),
                List.of("COMMIT"), List.of("-m", "comment", "--comment", "x".repeat(1100)),
                List.of("-m", "comment", "--comment", "x -A PREROUTING -j DROP ".repeat(500)));
        return words.stream().flatMap(one -> Stream.of(Flavour.values()).map(flavour -> Arguments.of(flavour, one)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void theTableStaysAndTheErrorNamesTheWord(Flavour flavour, List<String> words) {
        HostPortRequest request = on(Family.IPV4, dualStack(WEB, 2, PortMapping.tcp(8080, 80)), words.toArray(String[]::new));
        try (HostPorts hostPorts = open(flavour)) {
            String bad = words.get(words.size() == 1 || words.get(0).length() > 2 ? 0 : words.size() - 1);

            assertThatThrownBy(() -> hostPorts.add(request)).isInstanceOf(HostPortException.class)
                    .satisfies(failure -> assertThat(failure.getMessage()).containsAnyOf(words.get(0), bad));

            assertThat(hostPorts.list()).isEmpty();
        }
        assertThat(saved(flavour)).noneMatch(line -> line.startsWith("-A"));
    }
}
