package io.hostport4j.netlink.route;

import static io.hostport4j.netlink.socket.KernelMessages.done;
import static io.hostport4j.netlink.socket.KernelMessages.interruptedPart;
import static io.hostport4j.netlink.socket.KernelMessages.object;
import static io.hostport4j.netlink.socket.KernelMessages.part;
import static io.hostport4j.netlink.socket.KernelMessages.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.ScriptedKernel;
import io.hostport4j.netlink.wire.HexBytes;
import io.hostport4j.netlink.wire.HostileBytes;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteNetlinkTest {
    private static final int NEWLINK = 16;
    private static final int NEWADDR = 20;
    private static final int NEWROUTE = 24;
    private static final String ROUTE = """
            02 20 00 00 # rtmsg: AF_INET, /32, no source, tos
            fc 00 00 01 # table 252, protocol, scope, RTN_UNICAST
            00 02 00 00 # flags
            08 00 0f 00 e8 03 00 00 # RTA_TABLE: 1000
            08 00 01 00 08 08 08 08 # RTA_DST: 8.8.8.8
            08 00 04 00 03 00 00 00 # RTA_OIF: 3
            08 00 07 00 0a 00 00 01 # RTA_PREFSRC: 10.0.0.1
            %s
            """;
    private static final String VIA_V4 = "08 00 05 00 0a 00 00 09 # RTA_GATEWAY: 10.0.0.9";
    private static final String VIA_V6 = "16 00 12 00 0a 00 fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 09 00 00 # RTA_VIA: fd00::9";
    private static final String LINK = """
            00 00 01 00 # ifinfomsg: ARPHRD_ETHER
            05 00 00 00 # index 5
            43 10 01 00 # flags: UP among them
            00 00 00 00 # changed flags
            0a 00 03 00 70 6f 72 74 30 00 00 00 # IFLA_IFNAME: port0
            08 00 04 00 dc 05 00 00 # IFLA_MTU: 1500
            08 00 05 00 02 00 00 00 # IFLA_LINK: 2
            08 00 0a 00 07 00 00 00 # IFLA_MASTER: 7
            08 00 25 00 ff ff ff ff # IFLA_LINK_NETNSID: -1
            30 00 12 00             # IFLA_LINKINFO
            09 00 01 00 76 65 74 68 00 00 00 00       # IFLA_INFO_KIND: veth
            0b 00 04 00 62 72 69 64 67 65 00 00       # IFLA_INFO_SLAVE_KIND: bridge
            14 00 05 00 05 00 01 00 03 00 00 00 05 00 04 00 01 00 00 00 # IFLA_INFO_SLAVE_DATA: state, IFLA_BRPORT_MODE
            """;
    private static final String POINT_TO_POINT = """
            02 20 80 fd # ifaddrmsg: AF_INET, /32, permanent, scope link
            05 00 00 00 # link 5
            08 00 01 00 0a 00 00 02 # IFA_ADDRESS: 10.0.0.2, the other end
            08 00 02 00 0a 00 00 01 # IFA_LOCAL: 10.0.0.1
            """;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final RouteNetlink route = RouteNetlink.open(kernel);

    @Test
    void aLookupOfIpv4AsksForTheTable() throws Exception {
        kernel.onSend().datagram(refusal(1, Errno.ENETUNREACH));

        route.route(InetAddress.getByName("8.8.8.8"));

        assertThat(kernel.sent()).containsExactly(HexBytes.of("""
                24 00 00 00 # nlmsg_len: 36
                1a 00       # nlmsg_type: RTM_GETROUTE
                01 00       # nlmsg_flags: REQUEST
                01 00 00 00 # nlmsg_seq
                00 00 00 00 # nlmsg_pid
                02 20 00 00 # rtmsg: AF_INET, /32, no source, tos
                00 00 00 00 # table, protocol, scope, type
                00 10 00 00 # flags: RTM_F_LOOKUP_TABLE
                08 00 01 00 08 08 08 08 # RTA_DST: 8.8.8.8
                """));
    }

    @Test
    void aLookupOfIpv6DoesNot() throws Exception {
        kernel.onSend().datagram(refusal(1, Errno.ENETUNREACH));

        route.route(InetAddress.getByName("fd00::1"));

        assertThat(kernel.sent()).containsExactly(HexBytes.of("""
                30 00 00 00 # nlmsg_len: 48
                1a 00       # nlmsg_type: RTM_GETROUTE
                01 00       # nlmsg_flags: REQUEST
                01 00 00 00 # nlmsg_seq
                00 00 00 00 # nlmsg_pid
                0a 80 00 00 # rtmsg: AF_INET6, /128, no source, tos
                00 00 00 00 # table, protocol, scope, type
                00 00 00 00 # flags
                14 00 01 00 fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 # RTA_DST: fd00::1
                """));
    }

    @Test
    void everyFieldOfARouteIsRead() throws Exception {
        kernel.onSend().datagram(object(NEWROUTE, 1, HexBytes.of(ROUTE.formatted(VIA_V4))));

        assertThat(route.route(InetAddress.getByName("8.8.8.8"))).contains(new Route(RouteType.UNICAST, 3,
                Optional.of(InetAddress.getByName("10.0.0.9")), Optional.of(InetAddress.getByName("10.0.0.1")), 1000));
    }

    @Test
    void aGatewayMayBeOfTheOtherFamily() throws Exception {
        kernel.onSend().datagram(object(NEWROUTE, 1, HexBytes.of(ROUTE.formatted(VIA_V6))));

        assertThat(route.route(InetAddress.getByName("8.8.8.8")).orElseThrow().gateway()).contains(InetAddress.getByName("fd00::9"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ENETUNREACH", "EHOSTUNREACH", "EACCES", "EINVAL"})
    void theErrorsOfRoutesThatLeadNowhereAreNoErrors(Errno errno) throws Exception {
        kernel.onSend().datagram(refusal(1, errno));

        assertThat(route.route(InetAddress.getByName("8.8.8.8"))).isEmpty();
    }

    @Test
    void aRequestThatTheKernelFindsWrongIsAnError() {
        kernel.onSend().datagram(refusal(1, Errno.EINVAL, "Invalid flags", 24));

        assertThatThrownBy(() -> route.route(InetAddress.getByName("8.8.8.8"))).isInstanceOf(NetlinkException.class)
                .hasMessage("look up route to 8.8.8.8: invalid argument (EINVAL): kernel says \"Invalid flags\"");
    }

    @Test
    void everyFieldOfALinkIsRead() {
        kernel.onSend().datagram(object(NEWLINK, 1, HexBytes.of(LINK)));

        assertThat(route.link("port0")).contains(new Link(5, "port0", Optional.of("veth"), false, true, 1500, OptionalInt.of(7),
                OptionalInt.of(2), OptionalInt.of(-1), true));
    }

    @Test
    void portsOfOtherMastersHaveNoHairpinMode() {
        String bond = LINK.replace("62 72 69 64 67 65", "62 6f 6e 64 00 00");
        kernel.onSend().datagram(object(NEWLINK, 1, HexBytes.of(bond)));

        assertThat(route.link(5).orElseThrow().hairpin()).isFalse();
    }

    @Test
    void linksThatChangeMeanwhileAreListedAgain() {
        kernel.onSend().datagram(interruptedPart(NEWLINK, 1, HexBytes.of(LINK)), part(NEWLINK, 1, HexBytes.of(LINK)), done(1));
        kernel.onSend().datagram(part(NEWLINK, 1, HexBytes.of(LINK)), done(1));

        assertThat(route.links()).hasSize(1);
    }

    @Test
    void theOwnEndOfAPointToPointLinkIsItsAddress() throws Exception {
        kernel.onSend().datagram(part(NEWADDR, 1, HexBytes.of(POINT_TO_POINT)), done(1));

        assertThat(route.addresses()).containsExactly(new LinkAddress(5, InetAddress.getByName("10.0.0.1"), 32, AddressScope.LINK));
    }

    @Test
    void malformedAnswersAreErrorsOfTheOperation() {
        kernel.onSend().datagram(object(NEWROUTE, 1, new byte[12]));
        assertMalformed(() -> route.route(InetAddress.getByName("8.8.8.8")), "look up route, route without an output interface");
        kernel.onSend().datagram(object(NEWLINK, 2, new byte[16]));
        assertMalformed(() -> route.link("port0"), "get link by name, link with index 0");
        kernel.onSend().datagram(part(NEWLINK, 3, new byte[4]), done(3));
        assertMalformed(route::links, "list links, payload of 4 bytes; its header alone has 16");
        kernel.onSend().datagram(part(NEWADDR, 4, new byte[8]), done(4));
        assertMalformed(route::addresses, "list addresses, address message without an address");
    }

    @Test
    void hostileBytesAreMalformedAndNothingElse() {
        HostileBytes.tryOn(HexBytes.of(ROUTE.formatted(VIA_V4)), bytes -> Route.parse(message(bytes)));
        HostileBytes.tryOn(HexBytes.of(ROUTE.formatted(VIA_V6)), bytes -> Route.parse(message(bytes)));
        HostileBytes.tryOn(HexBytes.of(LINK), bytes -> Link.parse(message(bytes)));
        HostileBytes.tryOn(HexBytes.of(POINT_TO_POINT), bytes -> LinkAddress.parse(message(bytes)));
    }

    private static void assertMalformed(ThrowingCallable call, String operation) {
        assertThatThrownBy(call).isInstanceOfSatisfying(NetlinkException.class, e -> {
            assertThat(e.errno()).isEqualTo(Errno.EBADMSG);
            assertThat(e.operation()).isEqualTo(operation);
        });
    }

    private static NetlinkMessage message(byte[] payload) {
        return new NetlinkMessage(0, 0, 1, HexBytes.buffer(payload));
    }
}
