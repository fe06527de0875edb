package io.hostport4j.examples.agent;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service manager that started this process, when one did (sd_notify(3)). */
public final class ServiceManager {
    private static final long LIMIT_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

    private final Map<String, String> environment;

    /** @param environment of this process */
    public ServiceManager(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Tells that calls are served from now on, and what people shall read. The JDK has no datagrams on Unix sockets, so a tool does. */
    public void ready(String status) {
        if (!environment.containsKey("NOTIFY_SOCKET")) {
            return;
        }
        try {
            Process tool = new ProcessBuilder(List.of("systemd-notify", "--ready", "--status=" + status)).inheritIO().start();
            if (!tool.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0) {
                LOG.warn("systemd-notify failed; the service manager does not know that the agent is ready");
            }
        } catch (IOException e) {
            LOG.warn("systemd-notify cannot be started: {}; set Type=exec for the service", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
