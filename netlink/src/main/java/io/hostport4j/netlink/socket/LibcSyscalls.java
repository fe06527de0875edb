package io.hostport4j.netlink.socket;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * {@link Syscalls} by functions of libc, all called in one way: with five words for arguments and one for the result.
 *
 * <p>Each type of function would have code of its own made at run time, and a plugin that lives for a tenth of a second makes a few dozen
 * calls. The calling conventions that Java runs on under Linux (x86-64, AArch64, RISC-V, ppc64le, s390x) pass five words in registers, take
 * an int as a word with its sign extended, and let a function have fewer parameters than it is called with.
 */
abstract class LibcSyscalls implements Syscalls {
    private static final short POLLIN = 1;
    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 02000000;
    private static final int CLONE_NEWNET = 0x40000000;

    /** The functions that are called. */
    enum Function {
        SOCKET("socket"), BIND("bind"), SETSOCKOPT("setsockopt"), SEND("send"), RECV("recv"), POLL("poll"), CLOSE("close"), OPEN("open"),
        SETNS("setns");

        private final String symbol;

        Function(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }
    }

    /**
     * Calls a function; the negative error number when it returned -1. Of a result of type int the upper half of the word says nothing, and
     * no result here is larger.
     */
    abstract int call(Function function, long first, long second, long third, long fourth, long fifth);

    /** Where a direct buffer's memory begins, whatever its position. */
    abstract long base(ByteBuffer direct);

    @Override
    public final int socket(int domain, int type, int protocol) {
        return call(Function.SOCKET, domain, type, protocol, 0, 0);
    }

    @Override
    public final int bind(int descriptor, ByteBuffer address) {
        try {
            return call(Function.BIND, descriptor, address(address), address.remaining(), 0, 0);
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    @Override
    public final int setSocketOption(int descriptor, int level, int option, int value) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(0, value);
        try {
            return call(Function.SETSOCKOPT, descriptor, level, option, address(bytes), Integer.BYTES);
        } finally {
            Reference.reachabilityFence(bytes);
        }
    }

    @Override
    public final int send(int descriptor, ByteBuffer bytes, int flags) {
        try {
            return call(Function.SEND, descriptor, address(bytes), bytes.remaining(), flags, 0);
        } finally {
            Reference.reachabilityFence(bytes);
        }
    }

    @Override
    public final int receive(int descriptor, ByteBuffer bytes, int flags) {
        try {
            return call(Function.RECV, descriptor, address(bytes), bytes.remaining(), flags, 0);
        } finally {
            Reference.reachabilityFence(bytes);
        }
    }

    /** {@code struct pollfd}: descriptor, events, returned events. */
    @Override
    public final int poll(int descriptor, int milliseconds) {
        ByteBuffer polled = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putInt(0, descriptor).putShort(4, POLLIN);
        try {
            return call(Function.POLL, address(polled), 1, milliseconds, 0, 0);
        } finally {
            Reference.reachabilityFence(polled);
        }
    }

    @Override
    public final int close(int descriptor) {
        return call(Function.CLOSE, descriptor, 0, 0, 0, 0);
    }

    @Override
    public final int enterNetworkNamespace(String path) {
        int descriptor = open(path);
        if (descriptor < 0) {
            return descriptor;
        }
        try {
            return call(Function.SETNS, descriptor, CLONE_NEWNET, 0, 0, 0);
        } finally {
            close(descriptor);
        }
    }

    private int open(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer text = ByteBuffer.allocateDirect(bytes.length + 1).put(bytes).put((byte) 0).flip();
        try {
            return call(Function.OPEN, address(text), O_RDONLY | O_CLOEXEC, 0, 0, 0);
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    private long address(ByteBuffer bytes) {
        if (!bytes.isDirect()) {
            throw new IllegalArgumentException("a buffer on the heap has no address that stays; use a direct one");
        }
        return base(bytes) + bytes.position();
    }
}
