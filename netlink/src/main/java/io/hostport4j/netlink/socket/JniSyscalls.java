package io.hostport4j.netlink.socket;

import java.nio.ByteBuffer;

/**
 * {@link Syscalls} by a native library of a few lines, {@code src/main/c/libc.c}, for a process that lives for a tenth of a second: what the
 * other implementations make at run time before their first call takes longer than all its calls. One that stays needs less memory with it.
 */
final class JniSyscalls extends LibcSyscalls {
    private final long[] addresses;

    /**
     * Loads the library.
     *
     * @param library its file
     * @throws UnsatisfiedLinkError when it cannot be loaded
     */
    JniSyscalls(String library) {
        System.load(library);
        Function[] functions = Function.values();
        addresses = new long[functions.length];
        for (Function function : functions) {
            addresses[function.ordinal()] = address(function.symbol());
            if (addresses[function.ordinal()] == 0) {
                throw new UnsatisfiedLinkError("libc has no " + function.symbol());
            }
        }
    }

    @Override
    int call(Function function, long first, long second, long third, long fourth, long fifth) {
        return call(addresses[function.ordinal()], first, second, third, fourth, fifth);
    }

    @Override
    long base(ByteBuffer direct) {
        return memory(direct);
    }

    private static native long address(String symbol);

    private static native int call(long function, long first, long second, long third, long fourth, long fifth);

    private static native long memory(ByteBuffer direct);
}
