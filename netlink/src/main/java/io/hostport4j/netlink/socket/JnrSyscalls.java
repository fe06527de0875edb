package io.hostport4j.netlink.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * {@link Syscalls} on jnr-ffi, for JDKs before 22, which have no foreign-function API that stays as it is.
 *
 * <p>jnr-posix itself has no socket, bind, send or recv, so libc is bound here.
 */
final class JnrSyscalls implements Syscalls {
    private static final short POLLIN = 1;
    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 02000000;
    private static final int CLONE_NEWNET = 0x40000000;

    private final LibC libc;
    private final Runtime runtime;

    JnrSyscalls() {
        libc = LibraryLoader.create(LibC.class).load("c");
        runtime = Runtime.getRuntime(libc);
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return result(libc.socket(domain, type, protocol));
    }

    @Override
    public int bind(int descriptor, ByteBuffer address) {
        return result(libc.bind(descriptor, address, address.remaining()));
    }

    @Override
    public int setSocketOption(int descriptor, int level, int option, int value) {
        return result(libc.setsockopt(descriptor, level, option, new int[] {value}, Integer.BYTES));
    }

    @Override
    public int send(int descriptor, ByteBuffer bytes, int flags) {
        return result((int) libc.send(descriptor, bytes, bytes.remaining(), flags));
    }

    @Override
    public int receive(int descriptor, ByteBuffer bytes, int flags) {
        return result((int) libc.recv(descriptor, bytes, bytes.remaining(), flags));
    }

    /** {@code struct pollfd}: descriptor, events, returned events. */
    @Override
    public int poll(int descriptor, int milliseconds) {
        ByteBuffer polled = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(0, descriptor).putShort(4, POLLIN);
        return result(libc.poll(polled, 1, milliseconds));
    }

    @Override
    public int close(int descriptor) {
        return result(libc.close(descriptor));
    }

    @Override
    public int enterNetworkNamespace(String path) {
        int descriptor = result(libc.open(path, O_RDONLY | O_CLOEXEC));
        if (descriptor < 0) {
            return descriptor;
        }
        try {
            return result(libc.setns(descriptor, CLONE_NEWNET));
        } finally {
            libc.close(descriptor);
        }
    }

    private int result(int value) {
        return value == -1 ? -LastError.getLastError(runtime) : value;
    }

    /** Public because jnr-ffi generates its implementation in another package. */
    public interface LibC {
        int socket(int domain, int type, int protocol);

        int bind(int descriptor, @In ByteBuffer address, int length);

        int setsockopt(int descriptor, int level, int option, @In int[] value, int length);

        @ssize_t long send(int descriptor, @In ByteBuffer bytes, @size_t long length, int flags);

        @ssize_t long recv(int descriptor, @Out ByteBuffer bytes, @size_t long length, int flags);

        int poll(@In @Out ByteBuffer polled, @size_t long count, int milliseconds);

        int close(int descriptor);

        int open(String path, int flags);

        int setns(int descriptor, int type);
    }
}
