package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.RouteLocalnetState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sysctl files of interfaces, kept open: to read one again costs a tenth of opening it, and every ADD wants to know. Once an interface
 * is gone its file can no more be read, and the kernel gives no index a second time.
 */
final class OpenSwitches implements AutoCloseable {
    /** More interfaces than a node usually forwards to; with one for each container, the last ones. */
    private static final int KEPT = 64;

    private final Map<Integer, FileChannel> files = new LinkedHashMap<>();
    private final ByteBuffer text = ByteBuffer.allocateDirect(RouteLocalnet.LONGEST);

    /** What the interface's file says, if it is open here. */
    Optional<RouteLocalnetState> state(int link) {
        FileChannel file = files.get(link);
        if (file == null) {
            return Optional.empty();
        }
        try {
            text.clear();
            file.read(text, 0);
            return Optional.of(RouteLocalnet.meaning(StandardCharsets.US_ASCII.decode(text.flip()).toString().strip()));
        } catch (IOException e) {
            closeQuietly(files.remove(link));
            return Optional.empty();
        }
    }

    /** Opens an interface's file; leaves it when that fails, since {@link #state} only saves time. */
    void keep(int link, RouteLocalnet routeLocalnet, String interfaceName) {
        if (files.containsKey(link)) {
            return;
        }
        if (files.size() == KEPT) {
            closeQuietly(files.remove(files.keySet().iterator().next()));
        }
        try {
            // A channel of the JDK's own file system, which all of them are.
            files.put(link, (FileChannel) routeLocalnet.file(interfaceName));
        } catch (IOException e) {
            files.remove(link);
        }
    }

    @Override
    public void close() {
        files.values().forEach(OpenSwitches::closeQuietly);
        files.clear();
    }

    private static void closeQuietly(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            // Nothing was written, so nothing is lost.
            return;
        }
    }
}
