package io.hostport4j.cni.runtime;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.runtime.PluginExecutionException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process from its start to its end, by itself or by force. */
final class PluginProcess {

    /** People read it: a plugin that says more than this says it to nobody. */
    private static final int STDERR_LIMIT = 64 * 1024;
    /** How long the end of a process that was killed is waited for; only the kernel can hold it up. */
    private static final Duration DEATH = Duration.ofSeconds(5);
    /** How long a pipe may stay open after the plugin has ended, because a child of it has it. */
    private static final Duration LINGERING = Duration.ofSeconds(1);

    private final Process process;
    private final Deadline deadline;
    private final OutputReader stdout;
    private final OutputReader stderr;

    PluginProcess(Process process, Deadline deadline) {
        this.process = process;
        this.deadline = deadline;
        this.stdout = OutputReader.start("stdout", process.getInputStream(), JsonObject.SIZE_LIMIT, this::kill);
        this.stderr = OutputReader.start("stderr", process.getErrorStream(), STDERR_LIMIT, () -> {});
    }

    PluginAnswer finish(String stdin) {
        // On a thread of its own: a plugin that does not read must not be waited for without end.
        OutputReader.daemon("stdin", () -> write(stdin));
        try {
            if (!process.waitFor(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw timedOut(deadline, kill());
            }
            stdout.await(LINGERING);
            stderr.await(LINGERING);
        } catch (InterruptedException e) {
            String left = kill();
            Thread.currentThread().interrupt();
            throw interrupted(e, left);
        }
        if (stdout.overflowed()) {
            throw new PluginExecutionException(
                    Reason.BAD_ANSWER, "netplugin wrote more than " + JsonObject.SIZE_LIMIT + " bytes to its standard output");
        }
        return new PluginAnswer(process.exitValue(), stdout.text(), stderr.text());
    }

    static PluginExecutionException timedOut(Deadline deadline, String left) {
        return new PluginExecutionException(
                Reason.TIMED_OUT, "netplugin was not done within the " + deadline.limit().toMillis() + " ms that it had, and was ended" + left);
    }

    static PluginExecutionException interrupted(InterruptedException cause, String left) {
        return new PluginExecutionException(Reason.INTERRUPTED, "netplugin was interrupted and ended" + left, cause);
    }

    private void write(String stdin) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(stdin.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A plugin that ends before it has read everything says why itself.
            return;
        }
    }

    /** Ends the plugin and what it has started; what is to be said if that did not succeed, else empty. */
    private String kill() {
        // Children first looked for: those of a dead process are nobody's any more.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            return process.waitFor(DEATH.toNanos(), TimeUnit.NANOSECONDS) ? "" : ", but the kernel holds process " + process.pid();
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
