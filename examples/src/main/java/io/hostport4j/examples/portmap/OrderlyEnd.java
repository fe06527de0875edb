package io.hostport4j.examples.portmap;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has SIGTERM, SIGINT and SIGHUP end an operation as an interrupt does: what it changed is put back, tools that it started have ended, and
 * the runtime gets an error to read. Left alone, the JVM would leave all that where it was.
 *
 * <p>Shutdown hooks are of the whole process, so this is for programs and not for the library.
 */
final class OrderlyEnd {
    /** Longer than putting back and closing may take. */
    private static final long LIMIT_SECONDS = 25;

    private final Thread operating;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param operating the thread that operates */
    OrderlyEnd(Thread operating) {
        this.operating = operating;
    }

    /** To be called before anything is changed; until then a signal ends the process at once. */
    void begin() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "orderly-end"));
    }

    /**
     * The last thing that {@code main} does: ends the process, also when a signal does so already; then with the status of the signal.
     *
     * <p>With 0 the process ends because {@code main} does: since Java 21, {@code System.exit} first asks the platform's logging whether it
     * is to be noted, which takes 3 ms.
     */
    void exit(int status) {
        ended.countDown();
        if (status != 0) {
            System.exit(status);
        }
    }

    private void end() {
        if (ended.getCount() == 0) {
            return;
        }
        operating.interrupt();
        try {
            ended.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
