package io.hostport4j.core.reconcile;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.HostPortException;
import java.util.Objects;

/** What became of the host ports that one attachment should have. */
public sealed interface AttachmentState {
    /** Whose host ports. */
    AttachmentId attachment();

    /** All was as it should be. */
    record Whole(AttachmentId attachment) implements AttachmentState {
        /** Checks that it is not null. */
        public Whole {
            Objects.requireNonNull(attachment, "attachment");
        }
    }

    /**
     * Something is not as it should be, and was left so: nobody asked to mend it.
     *
     * @param found what, for people to read
     */
    record Broken(AttachmentId attachment, String found) implements AttachmentState {
        /** Checks that nothing is null. */
        public Broken {
            Objects.requireNonNull(attachment, "attachment");
            Objects.requireNonNull(found, "found");
        }
    }

    /**
     * Something was not as it should be, and is now.
     *
     * @param found what, for people to read
     */
    record Mended(AttachmentId attachment, String found) implements AttachmentState {
        /** Checks that nothing is null. */
        public Mended {
            Objects.requireNonNull(attachment, "attachment");
            Objects.requireNonNull(found, "found");
        }
    }

    /**
     * It cannot be told, or cannot be mended.
     *
     * @param why its message names what is in the way, another holder of the port for one
     */
    record Failed(AttachmentId attachment, HostPortException why) implements AttachmentState {
        /** Checks that nothing is null. */
        public Failed {
            Objects.requireNonNull(attachment, "attachment");
            Objects.requireNonNull(why, "why");
        }
    }
}
