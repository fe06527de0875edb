package io.hostport4j.core.doctor;

import io.hostport4j.core.model.Forward;
import java.util.List;

/**
 * What is known of one host port.
 *
 * @param forwards that have it, on whichever address
 * @param findings what is wrong
 * @param attempts real connections, for the proof; none for protocols in which only the container's program could answer
 */
public record PortReport(List<Forward> forwards, List<Finding> findings, List<Attempt> attempts) {
    /** Copies the lists. */
    public PortReport {
        forwards = List.copyOf(forwards);
        findings = List.copyOf(findings);
        attempts = List.copyOf(attempts);
    }
}
