package io.hostport4j.examples.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Puts a call together from what has arrived of it so far. All that the other side says of sizes is looked at before memory is taken. */
final class CallReader {
    /** As the shim's. */
    private static final int MAGIC = 'H' << 24 | 'P' << 16 | 'A' << 8;
    private static final int VERSION = 1;
    private static final int HEADER = Integer.BYTES * 3 + Namespaces.BYTES;
    static final int ENVIRONMENT_MAX = 64 * 1024;
    static final int STDIN_MAX = 256 * 1024;

    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private ByteBuffer body;
    private int environmentSize;
    private Namespaces namespaces;

    /**
     * Reads what is there.
     *
     * @return the call once it has all arrived
     * @throws ProtocolException when it is none, or ends before that
     */
    Optional<ShimCall> read(ReadableByteChannel channel) throws IOException, ProtocolException {
        if (body == null) {
            fill(header, channel);
            if (header.hasRemaining()) {
                // A wrong beginning may be all that ever comes.
                checkBeginning();
                return Optional.empty();
            }
            decodeHeader();
        }
        fill(body, channel);
        return body.hasRemaining() ? Optional.empty() : Optional.of(call());
    }

    private static void fill(ByteBuffer buffer, ReadableByteChannel channel) throws IOException, ProtocolException {
        while (buffer.hasRemaining()) {
            int n = channel.read(buffer);
            if (n < 0) {
                throw new ProtocolException("the shim left before its call was complete");
            }
            if (n == 0) {
                return;
            }
        }
    }

    private void checkBeginning() throws ProtocolException {
        if (header.position() >= Integer.BYTES && header.getInt(0) != (MAGIC | VERSION)) {
            throw new ProtocolException((header.getInt(0) & ~0xff) == MAGIC
                    ? "the shim speaks version " + (header.getInt(0) & 0xff) + " of the protocol, and this agent " + VERSION
                    : "this is no call of a shim");
        }
    }

    private void decodeHeader() throws ProtocolException {
        checkBeginning();
        header.flip().getInt();
        environmentSize = size("environment", ENVIRONMENT_MAX);
        int stdinSize = size("standard input", STDIN_MAX);
        namespaces = Namespaces.decode(header);
        body = ByteBuffer.allocate(environmentSize + stdinSize);
    }

    private int size(String what, int limit) throws ProtocolException {
        int size = header.getInt();
        if (size < 0 || size > limit) {
            throw new ProtocolException("the " + what + " would have " + Integer.toUnsignedString(size) + " bytes, more than " + limit);
        }
        return size;
    }

    private ShimCall call() throws ProtocolException {
        byte[] stdin = new byte[body.capacity() - environmentSize];
        body.get(environmentSize, stdin);
        return new ShimCall(namespaces, environment(), stdin);
    }

    private Map<String, String> environment() throws ProtocolException {
        Map<String, String> environment = new LinkedHashMap<>();
        int begin = 0;
        for (int i = 0; i < environmentSize; i++) {
            if (body.get(i) == 0) {
                String variable = new String(body.array(), begin, i - begin, StandardCharsets.UTF_8);
                int equals = variable.indexOf('=');
                if (equals < 1) {
                    throw new ProtocolException("the environment has a variable without a name");
                }
                // As getenv(3): the first of several.
                environment.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
                begin = i + 1;
            }
        }
        if (begin != environmentSize) {
            throw new ProtocolException("the environment has no end");
        }
        return environment;
    }
}
