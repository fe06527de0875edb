package io.hostport4j.cni.runtime;

/** Hears what plugins that succeed write to their standard error. */
@FunctionalInterface
public interface PluginMessages {

    /**
     * Called once for each call of a plugin that wrote something.
     *
     * @param type the plugin's type
     * @param text what it wrote, one line or several
     */
    void said(String type, String text);
}
