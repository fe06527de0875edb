package io.hostport4j.cni.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The commands and libraries of a release, in {@code bin} and {@code lib} of one folder. */
final class Distribution {
    private static final int DIGITS = 12;

    private final Path home;

    /** Nothing is read yet. */
    Distribution(Path home) {
        this.home = home;
    }

    /** The plugin's command in it, or in a copy of it. */
    static Path command(Path home) {
        return home.resolve("bin").resolve(ConfFile.PLUGIN);
    }

    /** The program that hands calls to an agent; not there when the distribution was built without a C compiler. */
    static Path shim(Path home) {
        return home.resolve("lib").resolve(ConfFile.PLUGIN + "-shim");
    }

    /** The name of a folder for a copy, which no other content has. */
    String folderName(String version) {
        return version + "-" + digest();
    }

    /** Whether the folder has the content that its name says. */
    boolean isAsNamed() {
        return Files.isRegularFile(command(home)) && Files.isDirectory(home.resolve("lib"))
                && home.getFileName().toString().endsWith("-" + digest());
    }

    /** Its files, by their paths from its folder. */
    Map<Path, Path> files() {
        Map<Path, Path> files = new TreeMap<>();
        for (String part : new String[] {"bin", "lib"}) {
            try (Stream<Path> paths = Files.walk(home.resolve(part))) {
                paths.filter(Files::isRegularFile).forEach(file -> files.put(home.relativize(file), file));
            } catch (IOException e) {
                throw FolderChange.failed("read", home.resolve(part), e);
            }
        }
        if (!Files.isRegularFile(command(home))) {
            throw new InstallException("\"" + home + "\" has no bin/" + ConfFile.PLUGIN + "; start the command of a whole distribution");
        }
        return files;
    }

    /** 12 hexadecimal digits. */
    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<Path, Path> file : files().entrySet()) {
                byte[] content = Files.readAllBytes(file.getValue());
                digest.update((file.getKey() + " " + Files.isExecutable(file.getValue()) + " " + content.length + "\n")
                        .getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            throw FolderChange.failed("read", home, e);
        }
    }
}
