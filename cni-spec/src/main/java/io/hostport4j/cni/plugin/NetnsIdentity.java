package io.hostport4j.cni.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a network namespace is the one this process is in. */
@FunctionalInterface
public interface NetnsIdentity {

    /**
     * Whether the path leads to this process's own network namespace.
     *
     * @throws IOException when it leads nowhere or may not be followed
     */
    boolean isOwn(Path netns) throws IOException;

    /** Compares device and inode with those of the calling thread's namespace in /proc. */
    static NetnsIdentity ofThisThread() {
        return netns -> Files.isSameFile(Path.of("/proc/thread-self/ns/net"), netns);
    }
}
