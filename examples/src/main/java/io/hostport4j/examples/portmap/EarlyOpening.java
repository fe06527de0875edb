package io.hostport4j.examples.portmap;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.PortMapPlugin;
import io.hostport4j.core.model.HostPortException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Opens the engine that most configurations ask for while the configuration is read: in a plugin's process each takes some tens of
 * milliseconds, and nodes have more than one processor.
 *
 * <p>Where another engine is asked for, or none, the early one is not waited for: it has changed nothing, and ends with the process.
 */
final class EarlyOpening implements Function<BackendOptions, HostPorts> {
    private final BackendOptions options;
    private final FutureTask<HostPorts> opening;

    private EarlyOpening(BackendOptions options) {
        this.options = options;
        this.opening = new FutureTask<>(() -> ShippedBackends.open(options));
    }

    /** Begins, if the command of a call, {@code CNI_COMMAND}, is one that needs an engine; else each is opened when it is asked for. */
    static Function<BackendOptions, HostPorts> forCommand(String command, Optional<String> nodesBackend) {
        Optional<BackendOptions> usual = PortMapPlugin.usualOptions(command, nodesBackend);
        return usual.isPresent() ? begin(usual.get()) : ShippedBackends::open;
    }

    private static EarlyOpening begin(BackendOptions options) {
        EarlyOpening early = new EarlyOpening(options);
        Thread thread = new Thread(early.opening, "early-opening");
        thread.setDaemon(true);
        thread.start();
        return early;
    }

    /** To be asked once. */
    @Override
    public HostPorts apply(BackendOptions wanted) {
        if (!wanted.equals(options)) {
            return ShippedBackends.open(wanted);
        }
        try {
            return opened();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HostPortException failure) {
                throw failure;
            }
            throw new IllegalStateException("the backends cannot be opened", e.getCause());
        }
    }

    // An interrupt ends the operation on what is opened here, not the wait: it says then what was left undone.
    private HostPorts opened() throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
