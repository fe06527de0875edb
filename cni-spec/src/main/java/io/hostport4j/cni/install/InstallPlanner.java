package io.hostport4j.cni.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Decides what an installation changes. */
final class InstallPlanner {
    private final ConfFolder folder;
    private final InstallRequest request;
    private final List<ConfFile> files;
    private final Plan.Builder plan = new Plan.Builder();

    InstallPlanner(ConfFolder folder, InstallRequest request) {
        this.folder = folder;
        this.request = request;
        this.files = new ArrayList<>(folder.files());
    }

    /** @throws InstallException when it cannot be done */
    Plan plan() {
        ConfFile.Network target = target();
        Path result = chain(target);
        if (request.others() == OtherNetworks.PUT_AWAY) {
            putAwayAllBut(target);
        }
        noteWhatIsTaken(target, result);
        return plan.build();
    }

    private ConfFile.Network target() {
        if (files.isEmpty()) {
            throw new InstallException("no network is configured in \"" + folder.path() + "\"; install the network's own plugin first");
        }
        String name = request.network().orElseGet(this::takenName);
        List<ConfFile.Network> named = new ArrayList<>(networks().stream().filter(network -> network.name().equals(name)).toList());
        if (named.isEmpty()) {
            throw new InstallException("no file in \"" + folder.path() + "\" has a network \"" + name + "\"; there are: "
                    + String.join(", ", networks().stream().map(network -> "\"" + network.name() + "\"").toList()));
        }
        // A list that was made here does not count beside the single configuration it was made of, which somebody wrote again.
        List<ConfFile.Network> made = named.stream().filter(list -> named.stream().anyMatch(single -> isMadeOf(list, single))).toList();
        named.removeAll(made);
        files.removeAll(made);
        if (named.size() > 1 && request.others() == OtherNetworks.STAY) {
            throw new InstallException("network \"" + name + "\" is in " + named.size() + " files: " + String.join(", ",
                    named.stream().map(network -> "\"" + network.path().getFileName() + "\"").toList()) + "; a runtime takes the first."
                    + " Take the others away, or let --exclusive put them away");
        }
        return named.get(0);
    }

    private String takenName() {
        if (files.get(0) instanceof ConfFile.Network network) {
            return network.name();
        }
        ConfFile.Broken broken = (ConfFile.Broken) files.get(0);
        throw new InstallException("the first file, which a runtime takes, is broken: \"" + broken.path() + "\": " + broken.problem()
                + "; mend it or take it away, or name another network with --name");
    }

    private List<ConfFile.Network> networks() {
        return files.stream().filter(ConfFile.Network.class::isInstance).map(ConfFile.Network.class::cast).toList();
    }

    private boolean isMadeOf(ConfFile.Network list, ConfFile.Network single) {
        return list.isList() && !single.isList() && FileNames.list(single.path()).equals(list.path())
                && (Files.exists(FileNames.before(single.path())) || ChainEdit.made(list, single));
    }

    /** The file that the network is in afterwards. */
    private Path chain(ConfFile.Network target) {
        if (folder.appended(target.name()).stream().anyMatch(ChainedPlugin::isOurs)) {
            plan.note("network \"" + target.name() + "\" has the plugin appended to its chain by a file in \""
                    + folder.path().resolve(target.name()) + "\"; nothing to do");
            return target.path();
        }
        Optional<String> edited = ChainEdit.of(target, request.after());
        if (edited.isEmpty()) {
            plan.note("network \"" + target.name() + "\" has the plugin in its chain already (\"" + target.path() + "\", place "
                    + (target.placeOf(ConfFile.PLUGIN).orElseThrow() + 1) + " of " + target.plugins().size() + "); the file stays as it is");
            return target.path();
        }
        requireNoLink(target.path());
        noteALoss(target);
        return write(target, edited.get());
    }

    private Path write(ConfFile.Network target, String text) {
        if (target.isList()) {
            plan.change(new FolderChange.Keep(target.path(), FileNames.before(target.path())));
            plan.change(new FolderChange.Write(target.path(), text, target.path(), target.text()));
            return target.path();
        }
        Path list = FileNames.list(target.path());
        if (files.stream().anyMatch(file -> file.path().equals(list))) {
            throw new InstallException("network \"" + target.name() + "\" needs the name \"" + list
                    + "\", which has another network; rename one of the two files");
        }
        // In this order: the runtime sees the old file, then, for a moment, both, of which a .conf is the first, then the new one.
        plan.change(new FolderChange.Write(list, text, target.path(), target.text()));
        plan.change(new FolderChange.Move(target.path(), FileNames.before(target.path())));
        return list;
    }

    /** A link's owner changes what it leads to, and would not know of a file in its place. */
    private static void requireNoLink(Path path) {
        if (Files.isSymbolicLink(path)) {
            throw new InstallException("\"" + path + "\" is a symbolic link; install into the folder of the file that it leads to,"
                    + " with --conf-dir");
        }
    }

    private void noteALoss(ConfFile.Network target) {
        folder.read(FileNames.before(target.path())).ifPresent(before -> {
            if (target.countOf(ConfFile.PLUGIN) == 0 && !Arrays.equals(before, target.bytes())) {
                plan.note("\"" + target.path() + "\" was written anew since the plugin was installed, and had lost it: the network's own agent"
                        + " does so when it starts; let it run this command too");
            }
        });
    }

    private void putAwayAllBut(ConfFile.Network target) {
        // The last one first: the first of all is taken until it goes, and then none but the target is left.
        for (int i = files.size() - 1; i >= 0; i--) {
            Path path = files.get(i).path();
            if (!path.equals(target.path())) {
                plan.change(new FolderChange.Move(path, FileNames.aside(path)));
            }
        }
    }

    private void noteWhatIsTaken(ConfFile.Network target, Path result) {
        if (request.others() == OtherNetworks.PUT_AWAY) {
            return;
        }
        for (ConfFile file : files) {
            if (!file.path().equals(target.path()) && file.path().compareTo(result) < 0) {
                if (file instanceof ConfFile.Network first) {
                    plan.note("a runtime that takes the first file takes \"" + file.path().getFileName() + "\" (network \"" + first.name()
                            + "\"), not \"" + result.getFileName() + "\"; --exclusive puts it away");
                    return;
                }
                plan.note("\"" + file.path().getFileName() + "\", which comes first, is broken: " + ((ConfFile.Broken) file).problem()
                        + "; containerd takes no network until it is mended or gone");
            }
        }
    }
}
