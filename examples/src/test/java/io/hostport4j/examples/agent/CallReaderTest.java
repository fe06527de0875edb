package io.hostport4j.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallReaderTest {
    private static final List<Long> NUMBERS = List.of(4L, 4026531840L, 4L, 4026531841L, 65024L, Long.MAX_VALUE);

    @Test
    void aWholeCallIsTaken() throws Exception {
        ShimCall call = new CallReader().read(channel(bytes(1, "CNI_COMMAND=ADD\0CNI_ARGS=\0", "{}"))).orElseThrow();
        assertThat(call.environment()).isEqualTo(Map.of("CNI_COMMAND", "ADD", "CNI_ARGS", ""));
        assertThat(call.namespaces()).isEqualTo(new Namespaces(NUMBERS));
        assertThat(call.stdin()).isEqualTo(new byte[] {'{', '}'});
    }

    @Test
    void aCallThatArrivesByteByByteIsTheSame() throws Exception {
        byte[] all = bytes(1, "CNI_COMMAND=DEL\0", "{\"name\": \"pods\"}");
        CallReader reader = new CallReader();
        ReadableByteChannel oneByOne = new OneByOne(all);
        Optional<ShimCall> call = Optional.empty();
        for (int i = 0; i < all.length; i++) {
            assertThat(call).isEmpty();
            call = reader.read(oneByOne);
        }
        assertThat(call.orElseThrow().stdin()).asString(StandardCharsets.UTF_8).isEqualTo("{\"name\": \"pods\"}");
    }

    @Test
    void anotherVersionIsRefusedByItsFirstBytes() {
        assertRefused(Arrays.copyOf(bytes(2, "", ""), 4), "version 2 of the protocol");
    }

    @Test
    void somethingElseIsRefusedByItsFirstBytes() {
        assertRefused("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII), "no call of a shim");
    }

    @Test
    void sizesAreLookedAtBeforeMemoryIsTaken() {
        assertRefused(header(1, Integer.MAX_VALUE, 0), "environment would have 2147483647 bytes");
        assertRefused(header(1, 0, -1), "standard input would have 4294967295 bytes");
        assertRefused(header(1, 0, CallReader.STDIN_MAX + 1), "more than " + CallReader.STDIN_MAX);
    }

    @Test
    void anEndBeforeTheEndIsRefused() {
        byte[] all = bytes(1, "CNI_COMMAND=ADD\0", "{}");
        assertRefused(Arrays.copyOf(all, all.length - 1), "before its call was complete");
    }

    @Test
    void anEnvironmentWithoutEndOrNamesIsRefused() {
        assertRefused(bytes(1, "CNI_COMMAND=ADD", ""), "no end");
        assertRefused(bytes(1, "=ADD\0", ""), "without a name");
        assertRefused(bytes(1, "CNI\0", ""), "without a name");
    }

    @Test
    void ofAVariableThatIsThereTwiceTheFirstCounts() throws Exception {
        ShimCall call = new CallReader().read(channel(bytes(1, "CNI_COMMAND=ADD\0CNI_COMMAND=DEL\0", ""))).orElseThrow();
        assertThat(call.environment()).isEqualTo(Map.of("CNI_COMMAND", "ADD"));
    }

    private static void assertRefused(byte[] bytes, String reason) {
        CallReader reader = new CallReader();
        ReadableByteChannel oneByOne = new OneByOne(bytes);
        assertThatThrownBy(() -> {
            while (reader.read(oneByOne).isEmpty()) {
                assertThat(oneByOne.isOpen()).isTrue();
            }
        }).isInstanceOf(ProtocolException.class).hasMessageContaining(reason);
    }

    private static byte[] bytes(int version, String environment, String stdin) {
        byte[] header = header(version, environment.length(), stdin.length());
        return ByteBuffer.allocate(header.length + environment.length() + stdin.length()).put(header)
                .put(environment.getBytes(StandardCharsets.UTF_8)).put(stdin.getBytes(StandardCharsets.UTF_8)).array();
    }

    private static byte[] header(int version, int environment, int stdin) {
        ByteBuffer header = ByteBuffer.allocate(60).put(new byte[] {'H', 'P', 'A', (byte) version}).putInt(environment).putInt(stdin);
        NUMBERS.forEach(header::putLong);
        return header.array();
    }

    /** As a connection that has one byte now and nothing more. */
    private static final class OneByOne implements ReadableByteChannel {
        private final ByteBuffer bytes;
        private boolean given;

        OneByOne(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
        }

        @Override
        public int read(ByteBuffer to) {
            given = !given;
            if (!given) {
                return 0;
            }
            if (!bytes.hasRemaining()) {
                return -1;
            }
            to.put(bytes.get());
            return 1;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            bytes.clear();
        }
    }

    private static ReadableByteChannel channel(byte[] bytes) {
        return Channels.newChannel(new ByteArrayInputStream(bytes));
    }
}
