package io.hostport4j.examples.chaos;

import io.hostport4j.examples.chaos.Actor.Company;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Many who want the same ports at once.
 *
 * @param candidates taken in turn
 * @param threads actors in this JVM, besides those in processes
 * @param folder empty, for what they note
 */
record Contention(Company company, List<Candidate> candidates, int processes, int threads, int rounds, Path folder) {

    Tally run(long seed) {
        long start = System.nanoTime();
        List<CompletableFuture<Tally>> actors = new ArrayList<>();
        for (int i = 0; i < processes + threads; i++) {
            int number = i;
            Candidate candidate = candidates.get(i % candidates.size());
            actors.add(onThread(() -> number < processes ? process(number, candidate, seed)
                    : new Actor(company, number, candidate, candidate.plugin(folder), folder, seed).run(rounds)));
        }
        Tally tally = new Tally();
        actors.forEach(actor -> tally.add(actor.join()));
        addLeftovers(tally);
        System.out.printf(Locale.ROOT, "contention of %s: %d actors, %d rounds each, %.0f s: %s%n", candidates, processes + threads, rounds,
                (System.nanoTime() - start) / 1e9, tally);
        return tally;
    }

    /** iptables keeps the chains that all containers share, as the reference does. */
    private void addLeftovers(Tally tally) {
        if (Rules.nftables().contains("inet hostport")) {
            tally.fault("tables that were left", Rules.nftables());
        }
        Rules.all().lines().filter(line -> line.contains("pod-") || line.matches(".*:CNI-DN-.*"))
                .forEach(line -> tally.fault("chains and entries that were left", line));
        try (Stream<Path> notes = Files.list(folder)) {
            notes.filter(note -> note.toString().contains("@")).forEach(note -> tally.fault("notes that were left", note));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tally process(int number, Candidate candidate, long seed) {
        ActorProcess process = new ActorProcess(folder.resolveSibling(folder.getFileName() + "-" + number + ".out"));
        return process.run(List.of(company.name(), Integer.toString(number), candidate.name(), folder.toString(), Long.toString(seed),
                Integer.toString(rounds)));
    }

    private static CompletableFuture<Tally> onThread(Supplier<Tally> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "actor").start());
    }
}
