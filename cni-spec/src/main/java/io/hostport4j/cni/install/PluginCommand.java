package io.hostport4j.cni.install;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The content of the file that a runtime starts as the plugin: a script that starts the distribution's command, or the distribution's shim,
 * which hands calls to an agent and finds the command by what is written behind its end.
 */
final class PluginCommand {
    /** Tells it from any other plugin: the second line of the script, and the end of the shim, which looks for it too. */
    private static final String MARK = "# The " + ConfFile.PLUGIN + " plugin of hostport4j; \"hostport uninstall\" takes it away.\n";
    private static final String SHELL = "#!/bin/sh\n";

    private final byte[] bytes;

    /** @param bytes of a file; belong to this from now on */
    PluginCommand(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The one for a distribution.
     *
     * @param way from its folder to the distribution's command, so that it is the same for a container that installs into the node's folders,
     *     mounted elsewhere
     * @throws InstallException when the distribution has a shim that cannot be read
     */
    static PluginCommand of(Path home, Path way) {
        Path shim = Distribution.shim(home);
        if (!Files.isRegularFile(shim)) {
            String quoted = way.toString().replace("'", "'\\''");
            return new PluginCommand(utf8(SHELL + MARK + "exec \"${0%/*}\"/'" + quoted + "' \"$@\"\n"));
        }
        try {
            byte[] program = Files.readAllBytes(shim);
            byte[] path = utf8(way.toString());
            byte[] end = utf8("\n" + MARK);
            return new PluginCommand(ByteBuffer.allocate(program.length + path.length + Integer.BYTES + end.length)
                    .put(program).put(path).putInt(path.length).put(end).array());
        } catch (IOException e) {
            throw FolderChange.failed("read", shim, e);
        }
    }

    /** Whether one of these was installed by this program, in any version. */
    boolean isOurs() {
        byte[] head = utf8(SHELL + MARK);
        byte[] end = utf8("\n" + MARK);
        return has(head, 0) || has(end, bytes.length - end.length);
    }

    /** All of it. */
    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PluginCommand command && Arrays.equals(bytes, command.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    private boolean has(byte[] part, int at) {
        return at >= 0 && at + part.length <= bytes.length && Arrays.equals(bytes, at, at + part.length, part, 0, part.length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
