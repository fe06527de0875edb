package io.hostport4j.testkit;

import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.tool.ProcessTools;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The tools of the node, of which one start hangs, before or after it has done its work, until somebody ends it. Also the clock by which the
 * hang uses up an operation's time: it stands still otherwise.
 */
public final class HangingTools implements Tools, InstantSource {
    private static final Duration REST = Duration.ofMillis(50);

    /** What ends the wait for a tool that hangs. */
    public enum End {
        /** The operation's time is up. */
        DEADLINE,
        /** The thread is interrupted. */
        INTERRUPT
    }

    private final Tools tools = new ProcessTools(System.getenv("PATH"));
    private final Duration limit;
    private final End end;
    private volatile Instant now = Instant.EPOCH;
    private int until = -1;
    private boolean worksBefore;

    /** @param limit what an operation has */
    public HangingTools(Duration limit, End end) {
        this.limit = limit;
        this.end = end;
    }

    /**
     * Lets a start hang.
     *
     * @param start counted from now; 0 is the next
     */
    public void hang(int start, boolean afterItsWork) {
        until = start;
        worksBefore = afterItsWork;
    }

    /** Has none hang any more. */
    public void relent() {
        until = -1;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Optional<Path> find(String name) {
        return tools.find(name);
    }

    @Override
    public ToolResult run(List<String> command, String input, Deadline deadline) {
        if (until < 0 || until-- > 0) {
            return tools.run(command, input, deadline);
        }
        if (worksBefore) {
            tools.run(command, input, deadline);
        }
        return switch (end) {
            case DEADLINE -> {
                now = now.plus(limit).minus(REST);
                yield tools.run(List.of("sleep", "600"), "", deadline);
            }
            case INTERRUPT -> interrupted(deadline);
        };
    }

    private ToolResult interrupted(Deadline deadline) {
        try {
            Path sign = Files.createTempDirectory("hostport-hanging-").resolve("sign");
            Thread waiting = Thread.currentThread();
            Thread interrupter = new Thread(() -> {
                while (!Files.exists(sign)) {
                    Thread.onSpinWait();
                }
                waiting.interrupt();
            });
            interrupter.start();
            try {
                return tools.run(List.of("sh", "-c", "touch " + sign + "; exec sleep 600"), "", deadline);
            } finally {
                Files.delete(sign);
                Files.delete(sign.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
