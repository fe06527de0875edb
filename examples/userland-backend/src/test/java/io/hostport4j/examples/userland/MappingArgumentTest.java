package io.hostport4j.examples.userland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.PortMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingArgumentTest {
    @Test
    void tcpOnEveryAddressIsTheShortestForm() {
        assertThat(MappingArgument.parse("8080:10.0.0.2:80"))
                .isEqualTo(new MappingArgument(PortMapping.tcp(8080, 80), LoopbackNode.ip("10.0.0.2")));
    }

    @Test
    void addressesOfIpv6StandInBrackets() {
        assertThat(MappingArgument.parse("[::1]:5353:[fd00::2]:53/udp"))
                .isEqualTo(new MappingArgument(PortMapping.udp(5353, 53).on(LoopbackNode.ip("::1")), LoopbackNode.ip("fd00::2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080", "8080:80", "8080:fd00::2:80", "8080:example.org:80", "x:10.0.0.2:80", "8080:10.0.0.2:80/icmp",
        "0:10.0.0.2:80", "8080:10.0.0.2:65536", "8080:10.0.0.999:80"})
    void whatIsNoMappingIsRefusedWithItsValue(String text) {
        assertThatThrownBy(() -> MappingArgument.parse(text)).isInstanceOf(InvalidRequestException.class);
    }
}
