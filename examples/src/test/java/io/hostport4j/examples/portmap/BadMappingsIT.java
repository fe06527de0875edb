package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.CniError;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mappings that can never work: an error that names key and value, and nothing in the kernel. */
@RequiresNamespaces
@RequiresTools("nft")
class BadMappingsIT {

    private static final String GOOD = "{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"tcp\"}";

    @AfterEach
    void clearNode() {
        NodeState.clear();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"hostPort": 0, "containerPort": 80, "protocol": "tcp"}                             | 7 | hostPort      | "0"
            {"hostPort": -1, "containerPort": 80, "protocol": "tcp"}                            | 7 | hostPort      | "-1"
            {"hostPort": 65536, "containerPort": 80, "protocol": "tcp"}                         | 7 | hostPort      | "65536"
            {"hostPort": 4294975376, "containerPort": 80, "protocol": "tcp"}                    | 6 | hostPort      | 4294975376
            {"hostPort": 80.5, "containerPort": 80, "protocol": "tcp"}                          | 6 | hostPort      | 80.5
            {"hostPort": "8081", "containerPort": 80, "protocol": "tcp"}                        | 6 | hostPort      | "8081"
            {"containerPort": 80, "protocol": "tcp"}                                            | 7 | hostPort      | "0"
            {"hostPort": 8081, "containerPort": 0, "protocol": "tcp"}                           | 7 | containerPort | "0"
            {"hostPort": 8081, "protocol": "tcp"}                                               | 7 | containerPort | "0"
            {"hostPort": 8081, "containerPort": 80, "protocol": "icmp"}                         | 7 | protocol      | "icmp"
            {"hostPort": 8081, "containerPort": 80, "protocol": "tcp; flush ruleset"}           | 7 | protocol      | "tcp; flush ruleset"
            {"hostPort": 8081, "containerPort": 80, "protocol": "tcp", "hostIP": "localhost"}   | 7 | hostIP        | "localhost"
            {"hostPort": 8081, "containerPort": 80, "protocol": "tcp", "hostIP": "192.0.2.256"} | 7 | hostIP        | "192.0.2.256"
            {"hostPort": 8081, "containerPort": 80, "protocol": "tcp", "hostIP": "127.1"}       | 7 | hostIP        | "127.1"
            {"hostPort": 8081, "containerPort": 80, "protocol": "tcp", "hostIP": "224.0.0.1"}   | 7 | hostIP        | "224.0.0.1"
            {"hostPort": 8081, "containerPort": 80, "protocol": "tcp", "hostIP": "::1"}         | 7 | hostIP        | "::1"
            {"hostPort": 8081, "containerPort": 80, "protocol": "tcp", "hostIP": "2001:db8::1"} | 7 | hostIP        | "2001:db8::1"
            """)
    void aBadMappingIsNamedAndTheGoodOneBesideItIsNotMade(String mapping, int code, String key, String value) {
        CniError error = add(PortMapInput.of("[" + GOOD + ", " + mapping + "]", "10.88.0.2/24"));
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.msg()).contains("portMappings[1]").contains(key).contains(value);
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    void oneHostPortForTwoContainerPortsIsNamed() {
        CniError error = add(PortMapInput.of("[" + GOOD + ", {\"hostPort\": 8080, \"containerPort\": 81, \"protocol\": \"tcp\"}]", "10.88.0.2/24"));
        assertThat(error).isEqualTo(new CniError(7,
                "invalid portMappings[1].hostPort \"0.0.0.0:8080/tcp\": an earlier mapping of the same call has it"));
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    void aContainerWithoutAddressIsNoSilentSuccess() {
        CniError error = add(PortMapInput.of("[" + GOOD + "]"));
        assertThat(error.code()).isEqualTo(7);
        assertThat(error.msg()).contains("hostPort").contains("\"8080\"");
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    void aPluginThatIsNotChainedSaysSo() {
        CniError error = add(PortMapInput.bare().portMappings("[" + GOOD + "]"));
        assertThat(error).isEqualTo(new CniError(7, "must be called as chained plugin"));
    }

    private static CniError add(PortMapInput input) {
        return CniError.of(PortMapCall.of("ADD", "pod").execute(input));
    }
}
