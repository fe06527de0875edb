package io.hostport4j.testkit.cni;

import java.util.List;

/**
 * What a chain did for one command: the calls it made, in their order, up to the first that failed.
 *
 * @param calls the calls, at least one
 */
public record ChainRun(List<PluginCall> calls) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there are no calls
     */
    public ChainRun {
        calls = List.copyOf(calls);
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("no calls; a chain has at least one plugin");
        }
    }

    /**
     * The call made last; the one that failed, if one did.
     *
     * @return the call
     */
    public PluginCall last() {
        return calls.get(calls.size() - 1);
    }

    /**
     * Whether every plugin succeeded.
     *
     * @return true if so
     */
    public boolean succeeded() {
        return last().succeeded();
    }

    /**
     * This run, known to have succeeded.
     *
     * @return this
     * @throws IllegalStateException if a plugin failed; its text holds what the plugin wrote
     */
    public ChainRun orThrow() {
        if (!succeeded()) {
            throw new IllegalStateException("plugin \"" + last().type() + "\" failed in " + last().command() + " with "
                    + last().execution().exitCode() + ": " + last().execution().stdout() + last().execution().stderr());
        }
        return this;
    }

    /**
     * The result of an ADD: what the last plugin wrote.
     *
     * @return the CNI result
     * @throws IllegalStateException if a plugin failed
     */
    public CniResult result() {
        return new CniResult(orThrow().last().execution().stdout());
    }
}
