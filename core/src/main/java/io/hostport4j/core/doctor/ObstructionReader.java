package io.hostport4j.core.doctor;

import io.hostport4j.core.KeptForward;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.WaitEndedException;
import io.hostport4j.core.tool.Tools;
import io.hostport4j.core.walk.IpView;
import io.hostport4j.core.walk.Obstruction;
import io.hostport4j.core.walk.Obstructions;
import io.hostport4j.core.walk.RulesetReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Walks packets to host ports through everybody's rules. Needs iproute2; without it nothing is found. */
record ObstructionReader(Tools tools) {
    private static final Path PROC = Path.of("/proc");
    /** A walk asks the kernel for some routes, each by a process of its own. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    List<Obstruction> read(List<KeptForward> forwards) {
        if (forwards.isEmpty() || tools.find("ip").isEmpty()) {
            return List.of();
        }
        Deadline deadline = Deadline.in(PATIENCE, InstantSource.system());
        try {
            return new Obstructions(new RulesetReader(tools, PROC, deadline).read(), new IpView(tools, PROC.resolve("sys/net"), deadline))
                    .of(forwards.stream().map(KeptForward::forward).distinct().toList());
        } catch (WaitEndedException e) {
            throw new BackendFailedException("the walk through everybody's rules waited too long for " + e.awaited(), e);
        }
    }
}
