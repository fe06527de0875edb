package io.hostport4j.bench.datapath;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What may throw an {@link IOException}, run where none is expected. */
@FunctionalInterface
interface Io {
    void act() throws IOException;

    static void run(Io io) {
        try {
            io.act();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
