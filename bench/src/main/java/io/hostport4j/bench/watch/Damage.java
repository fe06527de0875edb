package io.hostport4j.bench.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What others do to a node's rules, each with the tool that they would use. */
enum Damage {
    FLUSH_RULESET("nft flush ruleset") {
        @Override
        List<String> command(String backend) {
            return List.of("nft", "flush", "ruleset");
        }
    },
    DELETE_TABLE("nft delete table") {
        @Override
        List<String> command(String backend) {
            return backend.equals("iptables") ? List.of("nft", "delete", "table", "ip", "nat")
                    : List.of("nft", "delete", "table", "inet", "hostport");
        }
    },
    FLUSH_IPTABLES("iptables -F, -t nat -F") {
        @Override
        List<String> command(String backend) {
            return List.of("sh", "-c", "iptables -F && iptables -t nat -F");
        }
    },
    RELOAD("reload of 300 rules") {
        @Override
        List<String> command(String backend) {
            return List.of("nft", "-f", Script.RELOAD.toString());
        }
    };

    private final String text;

    Damage(String text) {
        this.text = text;
    }

    /** What the backend's forwards cannot survive. */
    static List<Damage> of(String backend) {
        return backend.equals("iptables") ? List.of(values()) : List.of(FLUSH_RULESET, DELETE_TABLE, RELOAD);
    }

    abstract List<String> command(String backend);

    void inflict(String backend) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command(backend)).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(this + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return text;
    }

    /** One transaction that flushes everything and loads other rules, as firewalld does. */
    private static final class Script {
        static final Path RELOAD = write();

        private static Path write() {
            StringBuilder script = new StringBuilder("flush ruleset\ntable inet firewall {\n");
            Consumer<String> chain = hook -> {
                script.append("chain ").append(hook).append(" { type filter hook ").append(hook).append(" priority 10; policy accept;\n");
                IntStream.range(0, 100).forEach(i -> script.append("ip saddr 192.0.2.").append(i).append(" tcp dport ").append(1000 + i)
                        .append(" counter accept\n"));
                script.append("}\n");
            };
            List.of("input", "forward", "output").forEach(chain);
            try {
                Path file = Files.createTempFile("reload", ".nft");
                file.toFile().deleteOnExit();
                return Files.writeString(file, script.append("}\n"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
