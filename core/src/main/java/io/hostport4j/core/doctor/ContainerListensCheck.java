package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.core.spi.Sandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@link FindingId#CONTAINER_NOT_LISTENING}: by the sockets in the container's network namespace; nothing is sent to find it out. */
final class ContainerListensCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        Map<Forward, Sandbox> seen = new LinkedHashMap<>();
        for (KeptForward kept : node.forwards()) {
            Sandbox sandbox = node.surroundings().sandboxes().get(kept.forward().owner());
            // A kernel without sctp_diag lists no sockets of SCTP. And what has not the address hands it on, e.g. to a virtual machine.
            if (sandbox != null && kept.forward().hostPort().protocol() != Protocol.SCTP
                    && sandbox.exits().containsKey(kept.forward().target().address())) {
                seen.put(kept.forward(), sandbox);
            }
        }
        List<Finding> findings = new ArrayList<>();
        seen.forEach((forward, sandbox) -> {
            HostPort wanted = new HostPort(forward.hostPort().protocol(), forward.target().address(), forward.target().port());
            if (!sandbox.listensOn(wanted)) {
                findings.add(finding(forward, wanted, sandbox, node.surroundings().namespaces().get(forward.owner())));
            }
        });
        return findings;
    }

    private static Finding finding(Forward forward, HostPort wanted, Sandbox sandbox, Path namespace) {
        String elsewhere = sandbox.listeners().stream().map(HostListener::at)
                .filter(at -> at.protocol() == wanted.protocol() && at.port() == wanted.port()).map(HostPort::toString)
                .collect(Collectors.joining(", "));
        return new Finding(FindingId.CONTAINER_NOT_LISTENING, forward.hostPort().toString(),
                "no socket in " + namespace + " takes " + wanted + (elsewhere.isEmpty() ? "" : ", only " + elsewhere),
                "# start the program in " + forward.owner() + " that shall listen on " + wanted
                        + "; what listens there now is listed by: nsenter --net=" + ShellWord.of(namespace) + " ss -lntu");
    }
}
