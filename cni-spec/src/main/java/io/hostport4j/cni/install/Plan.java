package io.hostport4j.cni.install;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What an installation or its removal changes, in the order in which it does, and what else there is to know. */
public final class Plan {
    private final List<FolderChange> changes;
    private final List<String> notes;

    Plan(List<FolderChange> changes, List<String> notes) {
        this.changes = List.copyOf(changes);
        this.notes = List.copyOf(notes);
    }

    /** Whether all is as it shall be. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The changes, each a line for people. */
    public List<String> changes() {
        return changes.stream().map(FolderChange::text).toList();
    }

    /** Sentences about what is there and is not changed, or will not work as it is. */
    public List<String> notes() {
        return notes;
    }

    /** The changes of texts, as patch(1) reads them; ends with a line's end, or is empty. */
    public String diff() {
        StringBuilder diff = new StringBuilder();
        for (FolderChange change : changes) {
            if (change instanceof FolderChange.Write write) {
                diff.append(UnifiedDiff.of(write.like().toString(), write.before(), write.path().toString(), write.content()));
            }
        }
        return diff.toString();
    }

    /** @throws InstallException when a change cannot be made; those before it were */
    void make(Disk disk) {
        for (FolderChange change : changes) {
            try {
                change.make(disk);
            } catch (IOException e) {
                throw FolderChange.failed(change instanceof FolderChange.Remove ? "remove" : "write", change.path(), e);
            }
        }
    }

    /** Puts a plan together. */
    static final class Builder {
        private final List<FolderChange> changes = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        void change(FolderChange change) {
            changes.add(change);
        }

        void note(String note) {
            notes.add(note);
        }

        Plan build() {
            return new Plan(changes, notes);
        }
    }
}
