package io.hostport4j.examples.hostport;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.json.JsonObjectBuilder;
import io.hostport4j.core.doctor.Attempt;
import io.hostport4j.core.doctor.Finding;
import io.hostport4j.core.doctor.PortReport;
import io.hostport4j.core.model.Forward;
import java.util.List;

/** Findings for programs. Keys stay; new ones may come. */
final class FindingJson {
    private FindingJson() {}

    static JsonObject of(List<Finding> findings) {
        return findings(findings).build();
    }

    static JsonObject of(PortReport report) {
        return findings(report.findings())
                .putStrings("forwards", report.forwards().stream().map(Forward::toString).toList())
                .putObjects("attempts", report.attempts().stream().map(FindingJson::of).toList())
                .build();
    }

    private static JsonObjectBuilder findings(List<Finding> findings) {
        return JsonObject.builder().putBool("healthy", findings.isEmpty())
                .putObjects("findings", findings.stream().map(FindingJson::of).toList());
    }

    private static JsonObject of(Finding finding) {
        return JsonObject.builder().put("id", finding.id().text()).put("sentence", finding.id().sentence())
                .put("subject", finding.subject()).put("evidence", finding.evidence()).put("remedy", finding.remedy()).build();
    }

    private static JsonObject of(Attempt attempt) {
        return JsonObject.builder().put("to", attempt.to().toString()).putBool("connected", attempt.failure().isEmpty())
                .put("failure", attempt.failure()).build();
    }
}
