package io.hostport4j.cni.runtime;

import java.time.Duration;

/** Calls plugins, wherever they are; implementations are safe for many threads at once. */
public interface PluginInvoker {

    /**
     * Calls a plugin and waits for its end.
     *
     * @param call what it is called with
     * @param limit how long it may take; then it is ended
     * @throws PluginExecutionException when there is no such plugin, or it could not be started or finished; nothing of it runs any
     *     more then, unless the message says so
     */
    PluginAnswer invoke(PluginInvocation call, Duration limit);

    /**
     * Looks for a plugin without calling it.
     *
     * @throws PluginExecutionException when there is no such plugin
     */
    void require(String type);

    /** The value of CNI_PATH: where plugins look for others. */
    String path();
}
