package io.hostport4j.cni.plugin;

import java.io.InputStream;

/** Stands for a stdin that nobody writes to or closes: reading it would never end. */
final class NeverReadStream extends InputStream {

    @Override
    public int read() {
        throw new AssertionError("stdin was read");
    }
}
