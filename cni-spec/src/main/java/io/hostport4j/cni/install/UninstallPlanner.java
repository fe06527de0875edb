package io.hostport4j.cni.install;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides what taking the plugin out changes: what was there before comes back, except where somebody changed it since. */
final class UninstallPlanner {
    private final ConfFolder folder;
    private final Optional<String> network;
    /** As it will be when the changes planned so far are made. */
    private final Map<Path, ConfFile> files = new TreeMap<>();
    private final Plan.Builder plan = new Plan.Builder();

    /** @param network its name; empty for all */
    UninstallPlanner(ConfFolder folder, Optional<String> network) {
        this.folder = folder;
        this.network = network;
        folder.files().forEach(file -> files.put(file.path(), file));
    }

    /** @throws InstallException when a file that was changed since is broken */
    Plan plan() {
        // The first one first: it is the one that was taken before, and is from then on.
        folder.ending(FileNames.ASIDE).forEach(this::bringBack);
        folder.ending(FileNames.BEFORE).forEach(this::restore);
        removeHalfInstalled();
        Plan planned = plan.build();
        if (planned.isEmpty()) {
            noteWhatStays();
            return plan.build();
        }
        return planned;
    }

    private void bringBack(Path aside) {
        Path path = FileNames.without(aside, FileNames.ASIDE);
        if (files.containsKey(path)) {
            plan.note("\"" + path + "\" was written anew since it was put away; it stays, and what was put away goes");
            plan.change(new FolderChange.Remove(aside));
        } else {
            folder.read(aside).ifPresent(content -> files.put(path, ConfFile.parse(path, content)));
            plan.change(new FolderChange.Move(aside, path));
        }
    }

    private void restore(Path kept) {
        Path path = FileNames.without(kept, FileNames.BEFORE);
        ConfFile before = ConfFile.parse(path, folder.read(kept).orElse(new byte[0]));
        if (!(before instanceof ConfFile.Network was)) {
            plan.note("\"" + kept + "\" is no network that was kept here; it stays");
        } else if (network.isEmpty() || network.get().equals(was.name())) {
            restore(kept, was);
        }
    }

    private void restore(Path kept, ConfFile.Network was) {
        Path path = was.isList() ? was.path() : FileNames.list(was.path());
        Optional<ConfFile.Network> now = usable(path);
        Optional<ConfFile.Network> again = was.isList() ? Optional.empty() : usable(was.path());
        if (again.isPresent()) {
            now.ifPresent(list -> takeAway(list, was, again.get()));
            if (!again.get().text().equals(was.text())) {
                plan.note("\"" + was.path() + "\" was written anew since the plugin was installed; it stays as it is");
            }
            plan.change(new FolderChange.Remove(kept));
        } else if (now.isEmpty()) {
            plan.note("\"" + path + "\" was taken away since the plugin was installed; it does not come back");
            plan.change(new FolderChange.Remove(kept));
        } else if (now.get().text().equals(was.text())) {
            plan.change(new FolderChange.Remove(kept));
        } else if (ChainEdit.made(now.get(), was)) {
            plan.change(new FolderChange.Move(kept, was.path()));
            if (!was.isList()) {
                remove(path);
            }
        } else {
            takeOut(now.get(), was);
            plan.change(new FolderChange.Remove(kept));
        }
    }

    /** The list beside the single configuration that it was made of. */
    private void takeAway(ConfFile.Network list, ConfFile.Network was, ConfFile.Network again) {
        if (ChainEdit.made(list, was) || ChainEdit.made(list, again)) {
            remove(list.path());
        } else {
            takeOut(list, was);
        }
    }

    /** Somebody changed it since: all that they did stays. */
    private void takeOut(ConfFile.Network now, ConfFile.Network was) {
        if (now.countOf(ConfFile.PLUGIN) == 0) {
            plan.note("\"" + now.path() + "\" was changed since and has the plugin no more; it stays as it is");
        } else if (was.countOf(ConfFile.PLUGIN) > 0) {
            plan.note("\"" + now.path() + "\" was changed since; it had a plugin \"" + ConfFile.PLUGIN + "\" before, and stays as it is");
        } else {
            String text = ChainEdit.withoutPlugin(now);
            plan.note("\"" + now.path() + "\" was changed since the plugin was installed; only the plugin goes");
            plan.change(new FolderChange.Write(now.path(), text, now.path(), now.text()));
        }
    }

    /** An installation, or its removal, ended when both files were there. */
    private void removeHalfInstalled() {
        for (ConfFile file : List.copyOf(files.values())) {
            if (file instanceof ConfFile.Network single && !single.isList() && network.filter(name -> !name.equals(single.name())).isEmpty()
                    && folder.read(FileNames.before(single.path())).isEmpty()) {
                usable(FileNames.list(single.path())).filter(list -> ChainEdit.made(list, single)).ifPresent(list -> remove(list.path()));
            }
        }
    }

    private void remove(Path path) {
        plan.change(new FolderChange.Remove(path));
        files.remove(path);
    }

    private Optional<ConfFile.Network> usable(Path path) {
        ConfFile file = files.get(path);
        if (file instanceof ConfFile.Broken broken) {
            throw new InstallException("\"" + path + "\" is broken: " + broken.problem() + "; mend it, or put the file from before the"
                    + " installation in its place, which is beside it");
        }
        return Optional.ofNullable((ConfFile.Network) file);
    }

    private void noteWhatStays() {
        boolean noted = false;
        for (ConfFile file : files.values()) {
            if (file instanceof ConfFile.Network other && other.countOf(ConfFile.PLUGIN) > 0
                    && network.filter(name -> !name.equals(other.name())).isEmpty()) {
                plan.note("network \"" + other.name() + "\" had its plugin \"" + ConfFile.PLUGIN + "\" before anything was installed; it stays");
                noted = true;
            }
        }
        if (!noted) {
            plan.note("nothing in \"" + folder.path() + "\" was installed");
        }
    }
}
