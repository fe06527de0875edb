package io.hostport4j.core;

import static io.hostport4j.core.Requests.WEB;
import static io.hostport4j.core.Requests.ip;
import static io.hostport4j.core.Requests.request;
import static io.hostport4j.core.Requests.v4;
import static io.hostport4j.core.Requests.v6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForwardPlanTest {
    private static List<String> plan(HostPortRequest request) {
        return new ForwardPlan(request, Requests.opened(new MemoryBackend())).wanted().values().stream().map(f -> f.hostPort() + " -> " + f.target()).sorted().toList();
    }

    private static HostPortRequest on(List<ContainerAddress> addresses, PortMapping mapping) {
        return new HostPortRequest(WEB, addresses, List.of(mapping));
    }

    @Test
    void aMappingWithoutHostAddressIsForBothFamilies() {
        assertThat(plan(request(WEB, PortMapping.tcp(8080, 80))))
                .containsExactly("0.0.0.0:8080/tcp -> 10.0.0.2:80", "[::]:8080/tcp -> [fd00::2]:80");
    }

    @Test
    void anUnspecifiedAddressIsForItsFamilyOnly() {
        assertThat(plan(request(WEB, PortMapping.tcp(8080, 80).on(ip("0.0.0.0"))))).containsExactly("0.0.0.0:8080/tcp -> 10.0.0.2:80");
        assertThat(plan(request(WEB, PortMapping.tcp(8080, 80).on(ip("::"))))).containsExactly("[::]:8080/tcp -> [fd00::2]:80");
    }

    @Test
    void theFirstAddressOfEachFamilyIsTheTarget() {
        assertThat(plan(on(List.of(v4("10.0.0.5"), v4("10.0.0.6")), PortMapping.udp(53, 5353))))
                .containsExactly("0.0.0.0:53/udp -> 10.0.0.5:5353");
    }

    @Test
    void aRangeIsOneForwardForEachPortInOrder() {
        PortMapping range = new PortMapping(new PortRange(1000, 1002), 2000, Protocol.TCP, Optional.empty());
        assertThat(plan(on(List.of(v4("10.0.0.2")), range))).containsExactly("0.0.0.0:1000/tcp -> 10.0.0.2:2000",
                "0.0.0.0:1001/tcp -> 10.0.0.2:2001", "0.0.0.0:1002/tcp -> 10.0.0.2:2002");
    }

    @Test
    void aHostAddressWithoutContainerAddressOfItsFamilyIsAnError() {
        assertThatThrownBy(() -> plan(on(List.of(v4("10.0.0.2")), PortMapping.tcp(8080, 80).on(ip("2001:db8::1")))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("invalid portMappings[0].hostIP \"2001:db8::1\": the container has no IPv6 address that it could lead to");
        assertThatThrownBy(() -> plan(on(List.of(v6("fd00::2")), PortMapping.tcp(8080, 80).on(ip("0.0.0.0")))))
                .hasMessageContaining("\"0.0.0.0\"").hasMessageContaining("no IPv4 address");
    }

    @Test
    void aContainerWithoutAddressIsAnErrorNotASilence() {
        assertThatThrownBy(() -> plan(on(List.of(), PortMapping.tcp(8080, 80))))
                .hasMessage("invalid portMappings[0].hostPort \"8080\": the container has no address that it could lead to");
    }

    @Test
    void theSameHostPortTwiceIsAnErrorThatNamesTheSecond() {
        assertThatThrownBy(() -> plan(request(WEB, PortMapping.tcp(8080, 80), PortMapping.tcp(8080, 81))))
                .hasMessageStartingWith("invalid portMappings[1].hostPort \"0.0.0.0:8080/tcp\"");
    }

    @Test
    void onePortOfTwoProtocolsIsFine() {
        assertThat(plan(request(WEB, PortMapping.tcp(53, 53), PortMapping.udp(53, 53)))).hasSize(4);
    }

    @Test
    void everyAddressAndOneAddressOfTheSameAttachmentAreFine() {
        assertThat(plan(on(List.of(v4("10.0.0.2")), PortMapping.tcp(80, 80)))).hasSize(1);
        assertThat(plan(request(WEB, PortMapping.tcp(80, 80), PortMapping.tcp(80, 81).on(ip("192.0.2.1"))))).hasSize(3);
    }

    @Test
    void aLoopbackMappingWithoutSourceNatIsAnError() {
        HostPortRequest request = new HostPortRequest(WEB, List.of(v4("10.0.0.2")),
                List.of(PortMapping.tcp(80, 80).on(ip("127.0.0.1"))), Masquerade.NEVER);
        assertThatThrownBy(() -> plan(request)).hasMessageContaining("portMappings[0].hostIP \"127.0.0.1\"").hasMessageContaining("snat");
    }
}
