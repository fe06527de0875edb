package io.hostport4j.examples.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** Standard error of a JVM that serves many callers: what a thread writes there while it serves one goes to that one. */
public final class CallerErrors extends OutputStream {
    private final OutputStream own;
    private final ThreadLocal<OutputStream> callers = new ThreadLocal<>();

    /** @param own for what belongs to no caller */
    public CallerErrors(OutputStream own) {
        this.own = own;
    }

    /** Does the work; what the calling thread writes meanwhile goes to the stream. */
    <T> T during(OutputStream caller, Supplier<T> work) {
        callers.set(caller);
        try {
            return work.get();
        } finally {
            callers.remove();
        }
    }

    @Override
    public void write(int b) throws IOException {
        current().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        current().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        current().flush();
    }

    private OutputStream current() {
        return Optional.ofNullable(callers.get()).orElse(own);
    }
}
