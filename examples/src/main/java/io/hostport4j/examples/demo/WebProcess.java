package io.hostport4j.examples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The {@link WebServer}, running. */
final class WebProcess {
    private final Process process;

    private WebProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it; when this returns it listens.
     *
     * @throws IllegalStateException when it ended instead; why is on stderr
     */
    static WebProcess start(Place place, int port) {
        try {
            Process process = new ProcessBuilder(place.in(JavaProgram.command(WebServer.class, Integer.toString(port))))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            WebProcess web = new WebProcess(process);
            BufferedReader lines = process.inputReader();
            if (!WebServer.LISTENING.equals(lines.readLine())) {
                web.close();
                throw new IllegalStateException("the web server did not start; it says why above");
            }
            return web;
        } catch (IOException e) {
            throw new UncheckedIOException("the web server could not be started: " + e.getMessage(), e);
        }
    }

    void close() {
        process.destroy();
        process.onExit().join();
    }
}
