package io.hostport4j.netlink.socket;

import java.nio.ByteBuffer;

/**
 * The system calls that netlink needs, and no more: all native code of the library is behind this interface.
 *
 * <p>As in the kernel, and unlike in libc, a negative result is the negative error number ({@code asm-generic/errno.h}); no
 * method throws for what the kernel refuses. Buffers are direct and used from position to limit; neither is moved.
 *
 * @implSpec thread-safe; a call may block only where its method says so
 */
public interface Syscalls {
    /** {@code socket(2)}: a descriptor, or the negative error number. */
    int socket(int domain, int type, int protocol);

    /** {@code bind(2)} to an address given as bytes, family first: 0, or the negative error number. */
    int bind(int descriptor, ByteBuffer address);

    /** {@code setsockopt(2)} with a value of one int: 0, or the negative error number. */
    int setSocketOption(int descriptor, int level, int option, int value);

    /** {@code send(2)}: bytes sent, or the negative error number. */
    int send(int descriptor, ByteBuffer bytes, int flags);

    /**
     * {@code recv(2)}: bytes received, with {@code MSG_TRUNC} in the flags the datagram's whole length, or the negative error
     * number. Blocks without {@code MSG_DONTWAIT}.
     */
    int receive(int descriptor, ByteBuffer bytes, int flags);

    /**
     * {@code poll(2)} for {@code POLLIN} on one descriptor: positive when {@link #receive} would not block, be it for an error; 0 when
     * the time was up; or the negative error number. Blocks.
     *
     * @param milliseconds negative for no limit
     */
    int poll(int descriptor, int milliseconds);

    /** {@code close(2)}: 0, or the negative error number. */
    int close(int descriptor);

    /**
     * Moves the calling thread into a network namespace, {@code setns(2)} with {@code CLONE_NEWNET}, by a file that stands for it: 0, or
     * the negative error number. There is no way back that always works, so the thread should end afterwards.
     */
    default int enterNetworkNamespace(String path) {
        return -Errno.EOPNOTSUPP.number();
    }

    /** The implementation for this JVM: the foreign-function API's from JDK 22 on, jnr-ffi's before. */
    static Syscalls ofThisJvm() {
        return NativeCalls.INSTANCE;
    }
}
