package io.hostport4j.cni.plugin;

import io.hostport4j.cni.types.CniVersion;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Runs a {@link CniPlugin} for one call of the CNI protocol.
 *
 * <p>Everything it knows of the world comes in by the constructor. It prints either one JSON document or nothing to the standard
 * output, and lets no exception out.
 */
public final class PluginMain {

    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;

    private final Map<String, String> environment;
    private final InputStream stdin;
    private final PrintStream stdout;
    private final PrintStream stderr;
    private final NetnsIdentity netnsIdentity;

    /**
     * A runner in the given world.
     *
     * @param environment the environment variables
     * @param stdin where the configuration is read from, to its end
     * @param stdout where the result or the error goes, in UTF-8 whatever the stream's own charset
     * @param stderr where a person is told about the plugin who runs it without a command
     * @param netnsIdentity how the plugin's own network namespace is recognised
     */
    public PluginMain(
            Map<String, String> environment,
            InputStream stdin,
            PrintStream stdout,
            PrintStream stderr,
            NetnsIdentity netnsIdentity) {
        this.environment = Map.copyOf(environment);
        this.stdin = Objects.requireNonNull(stdin, "stdin");
        this.stdout = Objects.requireNonNull(stdout, "stdout");
        this.stderr = Objects.requireNonNull(stderr, "stderr");
        this.netnsIdentity = Objects.requireNonNull(netnsIdentity, "netnsIdentity");
    }

    /** A runner in this process's own environment and streams. */
    public static PluginMain ofProcess() {
        return new PluginMain(System.getenv(), System.in, System.out, System.err, NetnsIdentity.ofThisThread());
    }

    /**
     * Serves the call.
     *
     * @return the exit code for the process: 0 for success, 1 after an error was printed
     */
    public int run(CniPlugin plugin) {
        PluginEnvironment variables = new PluginEnvironment(environment);
        try {
            if (variables.command().isEmpty() && plugin.about().isPresent()) {
                return tellAbout(plugin.about().get(), plugin.supportedVersions());
            }
            return serve(new PluginCall(variables, stdin, netnsIdentity, plugin));
        } catch (Throwable failure) {
            return fail(failure, CniVersion.CURRENT);
        }
    }

    private int serve(PluginCall call) {
        try {
            return print(call.serve()) ? SUCCESS : FAILURE;
        } catch (Throwable failure) {
            return fail(failure, call.version());
        }
    }

    private int tellAbout(String about, List<CniVersion> versions) {
        stderr.println(about);
        stderr.println("CNI protocol versions supported: "
                + versions.stream().map(CniVersion::toString).collect(Collectors.joining(", ")));
        return SUCCESS;
    }

    private int fail(Throwable failure, CniVersion version) {
        print(Failures.toCni(failure).toJson(version).toIndentedString());
        return FAILURE;
    }

    /** Writes the whole text at once; whether all of it got out. */
    private boolean print(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        stdout.write(utf8, 0, utf8.length);
        return !stdout.checkError();
    }
}
