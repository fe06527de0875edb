package io.hostport4j.examples.chaos;

import java.util.List;
import java.util.Locale;

/**
 * Sends requests that are nearly valid to a plugin as processes, and counts what its answers are like and what a failed ADD leaves.
 *
 * @param backends those that the configuration may name
 */
record Fuzzing(Candidate candidate, Plugin plugin, List<String> backends) {

    Tally run(long firstSeed, int count) {
        Tally tally = new Tally();
        long start = System.nanoTime();
        String before = iptables();
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            Request request = new Mutator(seed).request(backends);
            if (request.environment().values().stream().anyMatch(value -> value.contains("\0"))) {
                tally.count("requests that no process can be given");
                continue;
            }
            Answer answer = plugin.call(request.environment(), request.stdin());
            tally.count("code " + code(answer));
            AnswerRules.fault(request, answer).ifPresent(fault -> tally.fault(fault, answer + " " + request));
            String after = iptables();
            if (after.contains(":pwned") || Rules.nftables().contains("table inet pwned")) {
                tally.fault("statements that were injected", request);
            }
            if (!answer.isSuccess() && "ADD".equals(request.environment().get("CNI_COMMAND")) && !after.equals(before)) {
                tally.fault("failed ADDs that changed rules", answer + " " + request);
            }
            before = after;
        }
        System.out.printf(Locale.ROOT, "fuzz of %s: %d requests in %.0f s: %s%n", candidate, count, (System.nanoTime() - start) / 1e9, tally);
        return tally;
    }

    private static String iptables() {
        return Rules.iptables("iptables-save") + Rules.iptables("ip6tables-save");
    }

    private static String code(Answer answer) {
        try {
            return Integer.toString(answer.code());
        } catch (AssertionError e) {
            return "none";
        }
    }
}
