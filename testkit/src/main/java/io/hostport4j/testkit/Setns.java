package io.hostport4j.testkit;

import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** Moves the calling thread into a network namespace (setns(2), {@code CLONE_NEWNET} of linux/sched.h). */
final class Setns {

    private static final int CLONE_NEWNET = 0x40000000;
    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 02000000;

    private final LibC libc = LibraryLoader.create(LibC.class).load("c");

    /** The calls used; public because the generated binding lives in another class loader. */
    public interface LibC {
        int open(String path, int flags);

        int setns(int fd, int type);

        int close(int fd);
    }

    void enter(Path namespace) {
        int fd = libc.open(namespace.toString(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) {
            throw failed("open", namespace);
        }
        try {
            if (libc.setns(fd, CLONE_NEWNET) != 0) {
                throw failed("setns", namespace);
            }
        } finally {
            libc.close(fd);
        }
    }

    private IllegalStateException failed(String call, Path namespace) {
        int errno = Runtime.getRuntime(libc).getLastError();
        return new IllegalStateException(call + " of network namespace \"" + namespace + "\" failed with errno " + errno);
    }
}
