package io.hostport4j.cni.runtime;

import io.hostport4j.cni.runtime.PluginExecutionException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Plugins as programs: each call is a process, which does not outlive the call. */
public final class ProcessInvoker implements PluginInvoker {

    /** Starts the process that was prepared; a test's can refuse. */
    interface Starter {
        Process start(ProcessBuilder builder) throws IOException;
    }

    private static final int TRIES = 6;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** ETXTBSY: the file is open for writing. JDK 17 says "error=26, Text file busy", JDK 25 "error: 26 (Text file busy)". */
    private static final Pattern BUSY = Pattern.compile("error[=:] ?26\\b");

    private final PluginPath path;
    private final Map<String, String> environment;
    private final Starter starter;
    private final Duration pause;

    /**
     * Plugins in folders.
     *
     * @param folders where plugins are looked for, the first hit wins
     * @param environment the variables that plugins inherit; those of a call stand over them
     */
    public ProcessInvoker(List<Path> folders, Map<String, String> environment) {
        this(folders, environment, ProcessBuilder::start, PAUSE);
    }

    ProcessInvoker(List<Path> folders, Map<String, String> environment, Starter starter, Duration pause) {
        this.path = new PluginPath(folders);
        this.environment = Map.copyOf(environment);
        this.starter = starter;
        this.pause = pause;
    }

    /** Plugins in folders, which inherit this process's environment. */
    public static ProcessInvoker of(List<Path> folders) {
        return new ProcessInvoker(folders, System.getenv());
    }

    @Override
    public PluginAnswer invoke(PluginInvocation call, Duration limit) {
        Deadline deadline = Deadline.in(limit);
        ProcessBuilder builder = new ProcessBuilder(path.find(call.type()).toString());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(call.environment());
        return new PluginProcess(start(builder, deadline), deadline).finish(call.stdin());
    }

    @Override
    public void require(String type) {
        path.find(type);
    }

    @Override
    public String path() {
        return path.text();
    }

    /** Again while the file is busy: whoever installs it has it open for writing. */
    private Process start(ProcessBuilder builder, Deadline deadline) {
        for (int attempt = 1; ; attempt++) {
            try {
                return starter.start(builder);
            } catch (IOException e) {
                if (attempt == TRIES || !BUSY.matcher(String.valueOf(e.getMessage())).find()) {
                    throw new PluginExecutionException(Reason.NOT_STARTED, "unable to start: " + e.getMessage(), e);
                }
                pause(deadline);
            }
        }
    }

    private void pause(Deadline deadline) {
        if (deadline.remaining().compareTo(pause) < 0) {
            throw PluginProcess.timedOut(deadline, "");
        }
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PluginProcess.interrupted(e, "");
        }
    }
}
