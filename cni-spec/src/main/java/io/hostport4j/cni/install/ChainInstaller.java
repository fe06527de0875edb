package io.hostport4j.cni.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts the plugin into the chain of a network in a runtime's folder, and takes it out again.
 *
 * <p>A file is edited where something has to change and is the same everywhere else. What was there before stays beside it
 * ({@code .hostport4j_bak}, which no runtime reads), and comes back in content, owner, mode and time. Each change is one rename: a
 * runtime that watches the folder, or an end of this process at any moment, sees the old state or the new one.
 */
public final class ChainInstaller {
    private final ConfFolder folder;
    private final Disk disk;

    /**
     * An installer for a folder, {@code /etc/cni/net.d} on most nodes.
     *
     * @throws InstallException when there is no such folder
     */
    public ChainInstaller(Path folder) {
        this(folder, new NodeDisk());
    }

    ChainInstaller(Path folder, Disk disk) {
        try {
            this.folder = new ConfFolder(folder.toRealPath());
        } catch (IOException e) {
            throw new InstallException("there is no folder \"" + folder + "\"; name the one that the runtime reads", e);
        }
        this.disk = disk;
    }

    /**
     * What {@link #install} would do.
     *
     * @throws InstallException when it cannot be done
     */
    public Plan planInstall(InstallRequest request) {
        return new InstallPlanner(folder, request).plan();
    }

    /**
     * Puts the plugin into a chain; where it is already, nothing changes.
     *
     * @throws InstallException when it cannot be done; nothing has changed then, unless the file system failed
     */
    public Plan install(InstallRequest request) {
        return make(() -> planInstall(request));
    }

    /**
     * What {@link #uninstall} would do.
     *
     * @param network its name; empty for all
     * @throws InstallException when it cannot be done
     */
    public Plan planUninstall(Optional<String> network) {
        return new UninstallPlanner(folder, network).plan();
    }

    /**
     * Brings back what was there before; of what somebody changed since, only the plugin goes. Networks that were put away come back too.
     *
     * @param network its name; empty for all
     * @throws InstallException when it cannot be done; nothing has changed then, unless the file system failed
     */
    public Plan uninstall(Optional<String> network) {
        return make(() -> planUninstall(network));
    }

    private Plan make(Supplier<Plan> planner) {
        return FolderLock.during(folder.path(), () -> {
            Plan plan = planner.get();
            leftovers().make(disk);
            plan.make(disk);
            return plan;
        });
    }

    /** Of an installation that ended in the middle. */
    private Plan leftovers() {
        Plan.Builder leftovers = new Plan.Builder();
        folder.ending(FileNames.HALF).forEach(half -> leftovers.change(new FolderChange.Remove(half)));
        return leftovers.build();
    }
}
