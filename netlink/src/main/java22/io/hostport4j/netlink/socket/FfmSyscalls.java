package io.hostport4j.netlink.socket;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

/**
 * {@link Syscalls} on the JDK's foreign-function API, final since JDK 22 (JEP 454).
 *
 * <p>One method handle calls every function of libc, with five words for arguments and one for the result: each type of function would
 * have classes of its own made at run time, and a plugin that lives for a tenth of a second makes six calls. The calling conventions of
 * Linux that Java runs on (x86-64, AArch64, RISC-V, ppc64le, s390x) pass five words in registers, take an int as a word with its sign
 * extended, and let a callee have fewer parameters than it was called with.
 */
final class FfmSyscalls implements Syscalls {
    private static final short POLLIN = 1;
    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 02000000;
    private static final int CLONE_NEWNET = 0x40000000;

    private final MethodHandle call;
    private final ThreadLocal<CallState> states = ThreadLocal.withInitial(CallState::new);
    private final MemorySegment socket;
    private final MemorySegment bind;
    private final MemorySegment setsockopt;
    private final MemorySegment send;
    private final MemorySegment recv;
    private final MemorySegment poll;
    private final MemorySegment close;
    private final MemorySegment open;
    private final MemorySegment setns;

    // Restricted as it could call anything; what it may call is up to --enable-native-access.
    @SuppressWarnings("restricted")
    FfmSyscalls() {
        Linker linker = Linker.nativeLinker();
        SymbolLookup libc = linker.defaultLookup();
        call = linker.downcallHandle(
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG), Linker.Option.captureCallState("errno"));
        socket = function(libc, "socket");
        bind = function(libc, "bind");
        setsockopt = function(libc, "setsockopt");
        send = function(libc, "send");
        recv = function(libc, "recv");
        poll = function(libc, "poll");
        close = function(libc, "close");
        open = function(libc, "open");
        setns = function(libc, "setns");
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return call(socket, domain, type, protocol, 0, 0);
    }

    @Override
    public int bind(int descriptor, ByteBuffer address) {
        try {
            return call(bind, descriptor, address(address), address.remaining(), 0, 0);
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    @Override
    public int setSocketOption(int descriptor, int level, int option, int value) {
        CallState state = states.get();
        state.argument.putInt(0, value);
        return call(setsockopt, descriptor, level, option, state.argumentAddress, Integer.BYTES);
    }

    @Override
    public int send(int descriptor, ByteBuffer bytes, int flags) {
        try {
            return call(send, descriptor, address(bytes), bytes.remaining(), flags, 0);
        } finally {
            Reference.reachabilityFence(bytes);
        }
    }

    @Override
    public int receive(int descriptor, ByteBuffer bytes, int flags) {
        try {
            return call(recv, descriptor, address(bytes), bytes.remaining(), flags, 0);
        } finally {
            Reference.reachabilityFence(bytes);
        }
    }

    /** {@code struct pollfd}: descriptor, events, returned events. */
    @Override
    public int poll(int descriptor, int milliseconds) {
        CallState state = states.get();
        state.argument.putInt(0, descriptor).putShort(4, POLLIN).putShort(6, (short) 0);
        return call(poll, state.argumentAddress, 1, milliseconds, 0, 0);
    }

    @Override
    public int close(int descriptor) {
        return call(close, descriptor, 0, 0, 0, 0);
    }

    @Override
    public int enterNetworkNamespace(String path) {
        int descriptor = open(path);
        if (descriptor < 0) {
            return descriptor;
        }
        try {
            return call(setns, descriptor, CLONE_NEWNET, 0, 0, 0);
        } finally {
            close(descriptor);
        }
    }

    /** {@code open(2)} to read; it has a variable number of arguments, of which it looks at two here. */
    private int open(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        ByteBuffer text = ByteBuffer.allocateDirect(bytes.length + 1).put(bytes).put((byte) 0).flip();
        try {
            return call(open, address(text), O_RDONLY | O_CLOEXEC, 0, 0, 0);
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    private int call(MemorySegment function, long first, long second, long third, long fourth, long fifth) {
        CallState state = states.get();
        int result;
        try {
            // Of a result of type int the upper half of the word says nothing.
            result = (int) (long) call.invokeExact(function, state.errno, first, second, third, fourth, fifth);
        } catch (Throwable e) {
            throw new IllegalStateException("a call of libc ended with an exception", e);
        }
        return result == -1 ? -state.errnoBytes.getInt(0) : result;
    }

    /** Of the first byte that is not read or written yet. */
    private static long address(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("a buffer on the heap has no address that stays; use a direct one");
        }
        return MemorySegment.ofBuffer(direct).address();
    }

    private static MemorySegment function(SymbolLookup libc, String name) {
        return libc.find(name).orElseThrow(() -> new UnsatisfiedLinkError("libc has no " + name));
    }

    /** What the calls of one thread use again: where errno is kept, and eight bytes for an argument. */
    private static final class CallState {
        // Read by a buffer: a segment's accessors are method handles, which would be linked at the first use.
        private final ByteBuffer errnoBytes = ByteBuffer.allocateDirect((int) Linker.Option.captureStateLayout().byteSize())
                .order(ByteOrder.nativeOrder());
        private final MemorySegment errno = MemorySegment.ofBuffer(errnoBytes);
        private final ByteBuffer argument = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
        private final long argumentAddress = MemorySegment.ofBuffer(argument).address();
    }
}
