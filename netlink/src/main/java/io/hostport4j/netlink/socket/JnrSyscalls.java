package io.hostport4j.netlink.socket;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * {@link Syscalls} on jffi, the native part of jnr-ffi, for JDKs before 22, which have no foreign-function API that stays as it is.
 *
 * <p>jnr-posix has no socket, bind, send or recv, and jnr-ffi would generate and load a class for an interface with them, which takes a
 * process twice the time of all else that it does.
 */
final class JnrSyscalls extends LibcSyscalls {
    private final Invoker invoker = Invoker.getInstance();
    private final CallContext words;
    private final long[] addresses;

    JnrSyscalls() {
        Type[] parameters = new Type[5];
        Arrays.fill(parameters, Type.SINT64);
        words = CallContext.getCallContext(Type.SINT64, parameters, CallingConvention.DEFAULT, true);
        Library libc = Library.getDefault();
        Function[] functions = Function.values();
        addresses = new long[functions.length];
        for (Function function : functions) {
            addresses[function.ordinal()] = libc.getSymbolAddress(function.symbol());
            if (addresses[function.ordinal()] == 0) {
                throw new UnsatisfiedLinkError("libc has no " + function.symbol());
            }
        }
    }

    @Override
    int call(Function function, long first, long second, long third, long fourth, long fifth) {
        int result = (int) invoker.invokeN5(words, addresses[function.ordinal()], first, second, third, fourth, fifth);
        return result == -1 ? -LastError.getInstance().get() : result;
    }

    @Override
    long base(ByteBuffer direct) {
        return MemoryIO.getInstance().getDirectBufferAddress(direct);
    }
}
