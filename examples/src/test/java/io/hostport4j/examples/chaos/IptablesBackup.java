package io.hostport4j.examples.chaos;

import io.hostport4j.testkit.ProcessRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The rules of iptables at one moment, as they were saved. */
record IptablesBackup(String ipv4, String ipv6) {

    static IptablesBackup now() {
        return new IptablesBackup(Rules.run("iptables-save"), Rules.run("ip6tables-save"));
    }

    void restore() {
        restore("iptables-restore", ipv4);
        restore("ip6tables-restore", ipv6);
    }

    private static void restore(String tool, String rules) {
        new ProcessRun(List.of(tool), Map.of(), rules, Duration.ofSeconds(30)).execute().orThrow();
    }
}
