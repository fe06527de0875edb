package io.hostport4j.core.cni;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import java.util.function.Function;

/**
 * Where the plugin has its engine from.
 *
 * @implSpec thread-safe where plugins of several threads share it
 */
public interface HostPortsSource {
    /**
     * Does one operation on an engine with the backend that the options decide on. The work leaves it open.
     *
     * @throws io.hostport4j.core.model.HostPortException as the work, or as {@link HostPorts#open(BackendOptions)}
     */
    <T> T with(BackendOptions options, Function<HostPorts, T> work);

    /** Has one opened for each operation, and closes it after that. */
    static HostPortsSource opening(Function<BackendOptions, HostPorts> opener) {
        return new HostPortsSource() {
            @Override
            public <T> T with(BackendOptions options, Function<HostPorts, T> work) {
                try (HostPorts engine = opener.apply(options)) {
                    return work.apply(engine);
                }
            }
        };
    }
}
