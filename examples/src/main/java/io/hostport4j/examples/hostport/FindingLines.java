package io.hostport4j.examples.hostport;

import io.hostport4j.core.doctor.Attempt;
import io.hostport4j.core.doctor.Finding;
import io.hostport4j.core.doctor.PortReport;
import io.hostport4j.core.model.Forward;
import java.util.ArrayList;
import java.util.List;

/** Findings for people: each with its evidence and, on a line of its own, what mends it. */
final class FindingLines {
    private FindingLines() {}

    static List<String> of(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        add(findings, lines);
        return lines;
    }

    static List<String> of(PortReport report) {
        List<String> lines = new ArrayList<>();
        report.forwards().stream().map(Forward::toString).forEach(lines::add);
        report.attempts().stream().map(Attempt::toString).forEach(lines::add);
        add(report.findings(), lines);
        return lines;
    }

    private static void add(List<Finding> findings, List<String> lines) {
        if (findings.isEmpty()) {
            lines.add("healthy: nothing found");
        }
        for (Finding finding : findings) {
            lines.add(finding.id() + "  " + finding.subject() + ": " + finding.id().sentence());
            lines.add("    found: " + finding.evidence());
            lines.add("    mend:  " + finding.remedy());
        }
    }
}
