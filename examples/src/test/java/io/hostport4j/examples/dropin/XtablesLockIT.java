package io.hostport4j.examples.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.CniError;
import io.hostport4j.examples.Distribution;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that holds the lock of iptables-legacy and never gives it back: the reference would wait for ever. */
@RequiresNamespaces
@RequiresTools({"ip", "nsenter", "flock", "/usr/sbin/xtables-legacy-multi"})
class XtablesLockIT {
    private static final List<String> TOOLS = List.of("iptables", "iptables-save", "iptables-restore", "ip6tables", "ip6tables-save",
            "ip6tables-restore");
    private static final Call WEB = Call.of("web", 2).with("backend", "\"iptables\"").with("deadline", "5").map("tcp", 8080, 80);

    @TempDir
    private Path folder;

    /** Left to JUnit they would be deleted with a warning each. */
    @AfterEach
    void deleteLinks() throws IOException {
        for (String tool : TOOLS) {
            Files.deleteIfExists(folder.resolve(tool));
        }
    }

    @Test
    void theWaitForTheLockEndsWithAnErrorAndNothingIsLeft() throws IOException {
        try (NetNamespace node = NetNamespace.create("lock")) {
            node.exec("ip", "link", "add", "pods0", "type", "bridge").orThrow();
            node.exec("ip", "addr", "add", "10.88.0.1/24", "dev", "pods0").orThrow();
            node.exec("ip", "link", "set", "pods0", "up").orThrow();
            useLegacy();
            Process holder = holdLock();
            try {
                CniError error = CniError.of(add(node));
                assertThat(error.code()).isEqualTo(11);
                assertThat(error.msg()).startsWith("the ADD of ").contains("within 5000 ms", "its host ports are as before")
                        .containsPattern("the lock of iptables, " + lock() + ", which process \\d+ \\(ended, and handed it on\\) holds");
            } finally {
                holder.destroyForcibly();
            }
            assertThat(node.exec("iptables-legacy-save", "-t", "nat").orThrow().stdout()).doesNotContain("CNI-");
            holder.onExit().join();

            add(node).orThrow();
            assertThat(node.exec("iptables-legacy-save", "-t", "nat").orThrow().stdout()).contains("--to-destination 10.88.0.2:80");
        }
    }

    private void useLegacy() throws IOException {
        for (String tool : TOOLS) {
            Files.createSymbolicLink(folder.resolve(tool), Path.of("/usr/sbin/xtables-legacy-multi"));
        }
    }

    private Process holdLock() throws IOException {
        Process holder = new ProcessBuilder("sh", "-c", "exec 9> \"$0\"; flock 9; echo taken; exec sleep 300 > /dev/null", lock().toString()).start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("taken");
        }
        return holder;
    }

    private Execution add(NetNamespace node) {
        Map<String, String> environment = new HashMap<>(WEB.environment("ADD"));
        environment.put("XTABLES_LOCKFILE", lock().toString());
        environment.put("PATH", folder + ":" + System.getenv("PATH"));
        return new ProcessRun(List.of("nsenter", "--net=" + node.path(), "--", Distribution.portmap().toString()), environment, WEB.json(),
                Duration.ofSeconds(100)).execute();
    }

    private Path lock() {
        return folder.resolve("xtables.lock");
    }
}
