package io.hostport4j.netlink.socket;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@link Syscalls} on the JDK's foreign-function API, final since JDK 22 (JEP 454). */
final class FfmSyscalls extends LibcSyscalls {
    private final MethodHandle words;
    private final MemorySegment[] addresses;
    private final ThreadLocal<ErrorNumber> errors = ThreadLocal.withInitial(ErrorNumber::new);

    // Restricted, as it could call anything: --enable-native-access says who may.
    @SuppressWarnings("restricted")
    FfmSyscalls() {
        Linker linker = Linker.nativeLinker();
        words = linker.downcallHandle(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
        SymbolLookup libc = linker.defaultLookup();
        Function[] functions = Function.values();
        addresses = new MemorySegment[functions.length];
        for (Function function : functions) {
            addresses[function.ordinal()] = libc.find(function.symbol())
                    .orElseThrow(() -> new UnsatisfiedLinkError("libc has no " + function.symbol()));
        }
    }

    @Override
    int call(Function function, long first, long second, long third, long fourth, long fifth) {
        ErrorNumber error = errors.get();
        int result;
        try {
            result = (int) (long) words.invokeExact(addresses[function.ordinal()], error.segment, first, second, third, fourth, fifth);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of libc throws nothing", e);
        }
        return result == -1 ? -error.bytes.getInt(0) : result;
    }

    @Override
    long base(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct).address() - direct.position();
    }

    /** Where the calls of one thread leave errno. Read as a buffer: the accessors of a segment are method handles, to be linked first. */
    private static final class ErrorNumber {
        private final ByteBuffer bytes = ByteBuffer.allocateDirect((int) Linker.Option.captureStateLayout().byteSize())
                .order(ByteOrder.nativeOrder());
        private final MemorySegment segment = MemorySegment.ofBuffer(bytes);
    }
}
