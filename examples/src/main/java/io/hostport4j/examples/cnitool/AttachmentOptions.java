package io.hostport4j.examples.cnitool;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.runtime.Attachment;
import io.hostport4j.cni.types.CniException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which network namespace is meant, too; of the commands of one attachment. */
final class AttachmentOptions extends NetworkOptions {

    private static final int ID_BYTES = 10;

    @Parameters(index = "1", paramLabel = "NETNS", description = "The path of the network namespace, such as /run/netns/blue.")
    private Path netns;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Attachment attachment(ToolEnvironment environment) {
        String path = netns.toAbsolutePath().normalize().toString();
        try {
            Map<String, String> args = environment.args();
            JsonObject capabilityArgs = environment.capabilityArgs();
            return Attachment.of(containerId(path), path, environment.ifName()).withArgs(args).withCapabilityArgs(capabilityArgs);
        } catch (IllegalArgumentException | CniException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** What the Go cnitool calls the container: one that it connected can be disconnected here, and the other way round. */
    static String containerId(String netns) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(netns.getBytes(StandardCharsets.UTF_8));
            return "cnitool-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }
}
