package io.hostport4j.cni.install;

import java.nio.file.Path;
import java.util.List;

/** The names of files that runtimes read, and of those beside them that none reads: a runtime goes by what the name ends with. */
final class FileNames {
    /** What was there before a file was edited or replaced. */
    static final String BEFORE = ".hostport4j_bak";
    /** A network that was put away to leave the field to another one. */
    static final String ASIDE = ".hostport4j_off";
    /** Half a file. */
    static final String HALF = ".hostport4j_tmp";

    private static final String LIST = ".conflist";
    private static final List<String> SINGLES = List.of(".conf", ".json");

    private FileNames() {}

    /** libcni, {@code ConfFiles}, with the extensions that containerd, CRI-O and Podman give it. */
    static boolean isRead(Path path) {
        return isList(path) || SINGLES.stream().anyMatch(end -> name(path).endsWith(end));
    }

    static boolean isList(Path path) {
        return name(path).endsWith(LIST);
    }

    /** The list that takes the place of a single configuration. */
    static Path list(Path single) {
        String name = name(single);
        return single.resolveSibling(name.substring(0, name.lastIndexOf('.')) + LIST);
    }

    static Path before(Path path) {
        return path.resolveSibling(name(path) + BEFORE);
    }

    static Path aside(Path path) {
        return path.resolveSibling(name(path) + ASIDE);
    }

    static Path half(Path path) {
        return path.resolveSibling("." + name(path) + HALF);
    }

    /** The file whose name this is with something at its end. */
    static Path without(Path path, String end) {
        String name = name(path);
        return path.resolveSibling(name.substring(0, name.length() - end.length()));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
