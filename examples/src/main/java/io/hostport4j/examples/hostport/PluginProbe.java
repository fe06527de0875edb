package io.hostport4j.examples.hostport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether a plugin's command works: asked for its versions, as a runtime would. */
final class PluginProbe {
    private static final long LIMIT_SECONDS = 60;
    /** What systemd gives a service that says nothing else (systemd.exec(5)). */
    private static final String SERVICE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";

    private final Path command;

    private PluginProbe(Path command) {
        this.command = command;
    }

    /**
     * Of the command that a distribution installs.
     *
     * @throws IllegalStateException when its shim was built for another kind of machine
     */
    static PluginProbe of(Path home) {
        PluginProbe plugin = new PluginProbe(home.resolve("bin/portmap"));
        Path shim = home.resolve("lib/portmap-shim");
        PluginProbe whole = new PluginProbe(shim);
        if (!Files.exists(shim)) {
            return plugin;
        }
        if (!whole.answers(System.getenv()) && plugin.answers(System.getenv())) {
            throw new IllegalStateException("\"" + shim + "\" does not run on this node; delete it, and the plugin is installed without it");
        }
        return whole;
    }

    /**
     * What an operator has to know; empty when it works also without this shell's environment.
     *
     * @throws IllegalStateException when it does not work at all
     */
    Optional<String> problem() {
        if (answers(Map.of("PATH", SERVICE_PATH))) {
            return Optional.empty();
        }
        if (answers(System.getenv())) {
            return Optional.of("the plugin finds Java by this shell's PATH or JAVA_HOME only; set JAVA_HOME for the service of the container"
                    + " runtime too, or put java into " + SERVICE_PATH);
        }
        throw new IllegalStateException("\"" + command + "\" does not answer; install Java 17 or newer, or set JAVA_HOME");
    }

    private boolean answers(Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command.toString()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("CNI_COMMAND", "VERSION");
        // Also when no agent helps.
        builder.environment().put("HOSTPORT_AGENT_SOCKET", "");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 && answer.contains("supportedVersions");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
