package io.hostport4j.cni.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts the plugin's command into the folder that a runtime looks for plugins in, and takes it out again.
 *
 * <p>The command is a file of its own, not a link: installers of networks copy their plugins over what is there, and would write through
 * a link. It is the distribution's shim when it has one, else a script. What it starts is a copy of the distribution in a folder whose name
 * has its version and digest, so that an upgrade changes nothing under a plugin that runs.
 */
public final class PluginInstaller {
    private final Path home;
    private final String version;
    private final Path libraries;
    private final ConfFolder bin;
    private final Disk disk;

    /**
     * @param home the distribution, with {@code bin} and {@code lib}
     * @param version its version
     * @param libraries where copies of distributions are kept, {@code /opt/hostport4j} on most nodes; is made when it is not there
     * @param bin where the runtime looks for plugins, {@code /opt/cni/bin} on most nodes
     * @throws InstallException when there is no folder for plugins
     */
    public PluginInstaller(Path home, String version, Path libraries, Path bin) {
        this(home, version, libraries, bin, new NodeDisk());
    }

    PluginInstaller(Path home, String version, Path libraries, Path bin, Disk disk) {
        this.home = home.toAbsolutePath().normalize();
        this.version = version;
        this.libraries = libraries.toAbsolutePath().normalize();
        try {
            this.bin = new ConfFolder(bin.toRealPath());
        } catch (IOException e) {
            throw new InstallException("there is no folder \"" + bin + "\"; name the one that the runtime looks for plugins in", e);
        }
        this.disk = disk;
    }

    /** The distribution that the installed plugin is started from: a copy of this one, which {@link #install} makes, or this one itself. */
    public Path installed() {
        return home.startsWith(libraries) ? home : libraries.resolve(new Distribution(home).folderName(version));
    }

    /**
     * What {@link #install} would do.
     *
     * @throws InstallException when it cannot be done
     */
    public Plan planInstall() {
        Plan.Builder plan = new Plan.Builder();
        Path copy = installed();
        if (!copy.equals(home) && !(Files.isDirectory(copy) && new Distribution(copy).isAsNamed())) {
            if (Files.exists(copy)) {
                plan.change(new TreeChange.Delete(copy));
            }
            plan.change(new TreeChange.Copy(home, copy));
        }
        PluginCommand command = PluginCommand.of(home, bin.path().relativize(Distribution.command(copy)));
        if (isContent(command)) {
            return plan.build();
        }
        if (!isOurs() && Files.exists(plugin(), LinkOption.NOFOLLOW_LINKS)) {
            if (bringsOneBack()) {
                plan.note("\"" + plugin() + "\" was replaced by another plugin since ours was installed, as the installer of a network does that"
                        + " brings its own; ours takes its place again");
            }
            plan.change(new FolderChange.Keep(plugin(), FileNames.before(plugin())));
        }
        plan.change(new FolderChange.Command(plugin(), command));
        return plan.build();
    }

    /**
     * Copies the distribution and puts its command in the place of a plugin of that name, if there is one; that one is kept beside it.
     *
     * @throws InstallException when it cannot be done
     */
    public Plan install() {
        return make(this::planInstall);
    }

    /**
     * What {@link #uninstall} would do.
     *
     * @throws InstallException when it cannot be done
     */
    public Plan planUninstall() {
        Plan.Builder plan = new Plan.Builder();
        Path kept = FileNames.before(plugin());
        boolean isKept = bringsOneBack();
        if (isOurs() || !Files.exists(plugin(), LinkOption.NOFOLLOW_LINKS)) {
            if (isKept) {
                plan.change(new FolderChange.Move(kept, plugin()));
            } else if (isOurs()) {
                plan.change(new FolderChange.Remove(plugin()));
            }
        } else if (isKept) {
            plan.note("\"" + plugin() + "\" was replaced by another plugin since ours was installed; it stays");
            plan.change(new FolderChange.Remove(kept));
        }
        if (Files.isDirectory(libraries)) {
            deleteCopies(plan);
        }
        return plan.build();
    }

    private void deleteCopies(Plan.Builder plan) {
        List<Path> all = new ConfFolder(libraries).paths(path -> !path.getFileName().toString().endsWith(FileNames.HALF));
        List<Path> copies = all.stream().filter(path -> new Distribution(path).isAsNamed()).toList();
        copies.forEach(copy -> plan.change(new TreeChange.Delete(copy)));
        if (!copies.isEmpty() && copies.size() == all.size()) {
            plan.change(new FolderChange.Remove(libraries));
        }
    }

    /** Whether {@link #uninstall} brings back a plugin of that name which was there before. */
    public boolean bringsOneBack() {
        return Files.exists(FileNames.before(plugin()), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Brings back what was there before, and deletes all copies of distributions.
     *
     * @throws InstallException when it cannot be done
     */
    public Plan uninstall() {
        return make(this::planUninstall);
    }

    private Plan make(Supplier<Plan> planner) {
        return FolderLock.during(bin.path(), () -> {
            Plan plan = planner.get();
            prepare().make(disk);
            plan.make(disk);
            return plan;
        });
    }

    /** What an installation that ended in the middle left goes. */
    private Plan prepare() {
        Plan.Builder leftovers = new Plan.Builder();
        if (Files.isDirectory(libraries)) {
            new ConfFolder(libraries).ending(FileNames.HALF).forEach(half -> leftovers.change(new TreeChange.Leftover(half)));
        }
        bin.ending(FileNames.HALF).forEach(half -> leftovers.change(new TreeChange.Leftover(half)));
        return leftovers.build();
    }

    private Path plugin() {
        return bin.path().resolve(ConfFile.PLUGIN);
    }

    private boolean isOurs() {
        return !Files.isSymbolicLink(plugin()) && content().filter(PluginCommand::isOurs).isPresent();
    }

    private boolean isContent(PluginCommand command) {
        return isOurs() && content().equals(Optional.of(command)) && Files.isExecutable(plugin());
    }

    private Optional<PluginCommand> content() {
        return bin.read(plugin()).map(PluginCommand::new);
    }
}
