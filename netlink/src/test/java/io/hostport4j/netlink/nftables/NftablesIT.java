package io.hostport4j.netlink.nftables;

import static io.hostport4j.netlink.nftables.DataType.INET_PROTO;
import static io.hostport4j.netlink.nftables.DataType.INET_SERVICE;
import static io.hostport4j.netlink.nftables.DataType.IPV4_ADDR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.Syscalls;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A table with the map any4, for tests on the kernel. */
abstract class NftablesIT {
    static final Table TABLE = new Table(Family.INET, "library");
    static final NamedSet ANY4 = NamedSet.map(TABLE, "any4", SetType.of(INET_PROTO, INET_SERVICE), SetType.of(IPV4_ADDR, INET_SERVICE));
    static final Chain CHAIN = new Chain(TABLE, "forwards");

    private static final int TCP = 6;

    Nftables nftables;

    @BeforeEach
    void open() {
        nftables = Nftables.open(Syscalls.ofThisJvm());
        nftables.commit(NftTransaction.builder().add(TABLE).add(ANY4).add(CHAIN).build());
    }

    @AfterEach
    void deleteAndClose() {
        nftables.commit(NftTransaction.builder().add(TABLE).delete(TABLE).build());
        nftables.close();
    }

    static byte[] key(int port) {
        return ANY4.key().writer().number(TCP).number(port).bytes();
    }

    static SetElement element(int port, int host) {
        return SetElement.of(key(port), ANY4.data().orElseThrow().writer().octets(new byte[] {10, 0, 0, (byte) host}).number(80).bytes());
    }

    static List<SetElement> elements(int firstPort, int count) {
        List<SetElement> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(element(firstPort + i, 1));
        }
        return elements;
    }

    List<SetElement> listed(NamedSet set) {
        NftQuery query = nftables.query();
        int elements = query.elements(set);
        return query.send().elements(elements);
    }

    NetlinkException refusal(NftTransaction.Builder transaction, Errno errno) {
        NetlinkException refusal = catchThrowableOfType(NetlinkException.class, () -> nftables.commit(transaction.build()));
        assertThat(refusal).isNotNull();
        assertThat(refusal.errno()).isEqualTo(errno);
        return refusal;
    }
}
