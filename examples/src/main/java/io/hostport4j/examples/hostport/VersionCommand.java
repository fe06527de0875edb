package io.hostport4j.examples.hostport;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.examples.Version;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hostport version}. */
@Command(name = "version", description = "Prints the version, and the Java and kernel it runs on.")
final class VersionCommand implements Runnable, IVersionProvider {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Override
    public void run() {
        output.print(spec.commandLine().getOut(), () -> List.of(getVersion()), () -> JsonObject.builder().put("version", Version.text())
                .put("java", Runtime.version().toString()).put("system", system()).build());
    }

    @Override
    public String[] getVersion() {
        return new String[] {"hostport4j " + Version.text(),
            "Java " + Runtime.version() + ", " + system()};
    }

    private static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }
}
