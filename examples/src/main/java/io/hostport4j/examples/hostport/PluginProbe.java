package io.hostport4j.examples.hostport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    PluginProbe(Path command) {
        this.command = command;
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
