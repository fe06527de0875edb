package io.hostport4j.examples.agent;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * Who may call: root, and the user that the agent runs as. The kernel says who is at the other end ({@code SO_PEERCRED}, unix(7)).
 *
 * @param allowed those users
 */
record Peers(Set<UserPrincipal> allowed) {
    /** @throws IOException when the agent's own user cannot be told */
    static Peers ofThisProcess() throws IOException {
        Path self = Path.of("/proc/self");
        // Of a name that nobody has the JDK takes the number.
        return new Peers(Set.copyOf(List.of(self.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("0"),
                Files.getOwner(self.toRealPath(), LinkOption.NOFOLLOW_LINKS))));
    }

    /** @throws ProtocolException when it is somebody else */
    void check(SocketChannel peer) throws IOException, ProtocolException {
        UserPrincipal user = peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        if (!allowed.contains(user)) {
            throw new ProtocolException("the caller is \"" + user.getName() + "\", who may not call");
        }
    }
}
