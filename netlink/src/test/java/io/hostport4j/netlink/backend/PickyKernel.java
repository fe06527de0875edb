package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.netlink.socket.Syscalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The real kernel, which refuses elements of some host ports: such a request gets there for a map that does not exist. What is refused
 * so is taken back by the kernel itself, with all else of the transaction.
 */
final class PickyKernel implements Syscalls {
    /** {@code NFT_MSG_NEWSETELEM} of {@code NFNL_SUBSYS_NFTABLES} ({@code linux/netfilter/nf_tables.h}). */
    private static final short NEW_ELEMENTS = 10 << 8 | 12;

    private final Syscalls kernel;
    private final Set<HostPort> refused = new HashSet<>();

    PickyKernel(Syscalls kernel) {
        this.kernel = kernel;
    }

    /** @param hostPort on every address */
    void refuse(HostPort hostPort) {
        refused.add(hostPort);
    }

    @Override
    public int send(int descriptor, ByteBuffer bytes, int flags) {
        ByteBuffer messages = bytes.duplicate().order(ByteOrder.nativeOrder());
        for (int at = messages.position(); at < messages.limit(); at += align(messages.getInt(at))) {
            if (messages.getShort(at + 4) == NEW_ELEMENTS) {
                refuse(messages.slice(at, messages.getInt(at)));
            }
        }
        return kernel.send(descriptor, bytes, flags);
    }

    private void refuse(ByteBuffer message) {
        for (HostPort hostPort : refused) {
            int map = indexOf(message, (hostPort.family() == Family.IPV4 ? "any4" : "any6").getBytes(StandardCharsets.US_ASCII));
            byte protocol = (byte) hostPort.protocol().number();
            byte[] key = {protocol, 0, 0, 0, (byte) (hostPort.port() >> 8), (byte) hostPort.port(), 0, 0};
            if (map >= 0 && indexOf(message, key) >= 0) {
                message.put(map, (byte) 'x');
            }
        }
    }

    private static int indexOf(ByteBuffer message, byte[] part) {
        for (int at = 0; at + part.length <= message.capacity(); at++) {
            if (message.slice(at, part.length).equals(ByteBuffer.wrap(part))) {
                return at;
            }
        }
        return -1;
    }

    private static int align(int length) {
        return length + 3 & ~3;
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return kernel.socket(domain, type, protocol);
    }

    @Override
    public int bind(int descriptor, ByteBuffer address) {
        return kernel.bind(descriptor, address);
    }

    @Override
    public int setSocketOption(int descriptor, int level, int option, int value) {
        return kernel.setSocketOption(descriptor, level, option, value);
    }

    @Override
    public int receive(int descriptor, ByteBuffer bytes, int flags) {
        return kernel.receive(descriptor, bytes, flags);
    }

    @Override
    public int poll(int descriptor, int milliseconds) {
        return kernel.poll(descriptor, milliseconds);
    }

    @Override
    public int close(int descriptor) {
        return kernel.close(descriptor);
    }
}
