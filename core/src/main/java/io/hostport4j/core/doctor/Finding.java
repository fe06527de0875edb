package io.hostport4j.core.doctor;

import java.util.Objects;

/**
 * Something that is wrong.
 *
 * @param id what
 * @param subject with what: a host port, a file, an interface
 * @param evidence what was seen that shows it
 * @param remedy a line for a shell that mends it; where no command can, a comment ({@code #}) that says what to do
 */
public record Finding(FindingId id, String subject, String evidence, String remedy) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the remedy is no single line
     */
    public Finding {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(evidence, "evidence");
        if (remedy.isBlank() || remedy.lines().count() != 1) {
            throw new IllegalArgumentException("remedy \"" + remedy + "\" is not one line");
        }
    }

    @Override
    public String toString() {
        return id + " " + subject + ": " + id.sentence() + " (" + evidence + "); " + remedy;
    }
}
