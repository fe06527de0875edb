package io.hostport4j.examples.agent;

import java.nio.ByteBuffer;

/**
 * What the shim prints, and the status it ends with.
 *
 * @param status 0 to 255
 * @param stderr what was logged for the caller
 * @param stdout the result or the error
 */
record Answer(int status, byte[] stderr, byte[] stdout) {
    static final byte KIND = 'A';

    /** As it is on the wire. */
    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(2 + 2 * Integer.BYTES + stderr.length + stdout.length);
        bytes.put(KIND).put((byte) status).putInt(stderr.length).putInt(stdout.length).put(stderr).put(stdout);
        return bytes.flip();
    }
}
