package io.hostport4j.iptables;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.WaitEndedException;
import io.hostport4j.core.tool.LockHolders;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the programs of iptables: one process for each call. */
final class Xtables {
    /** RESOURCE_PROBLEM, include/xtables.h: among others how a program ends that waited for the lock in vain. */
    private static final int RESOURCE_PROBLEM = 4;
    /** {@code xtables_lock_or_exit}, iptables/xshared.c: "Another app is currently holding the xtables lock". */
    private static final String LOCKED = "holding the xtables lock";
    private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

    private final Tools tools;
    private final Installed installed;
    private final OperationTime time;
    private final Path lockFile;

    /** @param lockFile that iptables-legacy locks */
    Xtables(Tools tools, Installed installed, OperationTime time, Path lockFile) {
        this.tools = tools;
        this.installed = installed;
        this.time = time;
        this.lockFile = lockFile;
    }

    /**
     * Saves all tables, since another process for one more would cost most of the time of an ADD.
     *
     * @throws BackendFailedException when the program fails, or cannot show the table nat
     */
    Saved save(Place place) {
        return Saved.parse(place, output(List.of(installed.save(place))));
    }

    /**
     * As {@link #save}, with what the rules counted.
     *
     * @throws BackendFailedException when the program fails
     */
    CountedSave saveCounted(Place place) {
        return CountedSave.parse(output(List.of(installed.save(place), "-c")));
    }

    private String output(List<String> command) {
        ToolResult result = tools.run(command, "", time.deadline());
        if (!result.succeeded()) {
            throw failure(command, result, "");
        }
        return result.output();
    }

    /**
     * Runs commands of iptables-restore in the table nat, all or none of them.
     *
     * @param before the lines of another table, which are committed first
     * @return false when they are more than the kernel takes at once
     * @throws BackendFailedException when one of them fails
     */
    boolean restore(Place place, List<String> before, List<String> commands) {
        List<String> command = List.of(installed.restore(place), "--noflush", "--wait=" + seconds());
        return restore(command, before, commands);
    }

    /**
     * Has iptables-restore, and with the flavour nft the kernel, look at what {@link #restore} would do, and does not do it.
     *
     * @throws BackendFailedException when one of them fails
     */
    void test(Place place, List<String> before, List<String> commands) {
        restore(List.of(installed.restore(place), "--test", "--noflush", "--wait=" + seconds()), before, commands);
    }

    private boolean restore(List<String> command, List<String> before, List<String> commands) {
        String script = String.join("", before.stream().map(line -> line + "\n").toList()) + "*nat\n" + String.join("\n", commands) + "\nCOMMIT\n";
        ToolResult result = run(command, script);
        if (!result.succeeded() && !result.errors().contains("Message too long")) {
            throw failure(command, result, script);
        }
        return result.succeeded();
    }

    /**
     * Whether iptables takes a rule for one that is there.
     *
     * @throws BackendFailedException when it could not look
     */
    boolean has(Place place, Rule rule) {
        List<String> command = new ArrayList<>(List.of(installed.command(place), "--wait", seconds(), "-t", "nat", "-C",
                rule.chain()));
        command.addAll(rule.words());
        ToolResult result = run(command, "");
        if (result.exit() == RESOURCE_PROBLEM) {
            throw failure(command, result, "");
        }
        return result.succeeded();
    }

    /** A second at least, for 0 would be for ever; the last part of one is for the tool to say so. */
    private String seconds() {
        return Long.toString(Math.max(1, time.deadline().left(this::lock).toSeconds()));
    }

    private ToolResult run(List<String> command, String input) {
        ToolResult result = tools.run(command, input, time.deadline());
        if (result.exit() == RESOURCE_PROBLEM && result.errors().contains(LOCKED)) {
            throw new WaitEndedException(WaitEndedException.Reason.TIME_IS_UP, lock());
        }
        return result;
    }

    private String lock() {
        return "the lock of iptables, " + new LockHolders().describe(lockFile);
    }

    private static BackendFailedException failure(List<String> command, ToolResult result, String script) {
        String words = result.errors().isEmpty() ? "exit status " + result.exit() : result.errors().replaceAll("\\s*\n\\s*", "; ");
        return new BackendFailedException(String.join(" ", command) + ": " + words + line(words, script));
    }

    /** The line that the words speak of. */
    private static String line(String words, String script) {
        Matcher matcher = LINE.matcher(words);
        List<String> lines = script.lines().toList();
        if (!matcher.find() || lines.isEmpty()) {
            return "";
        }
        int number = Math.min(Integer.parseInt(matcher.group(1)), lines.size());
        return number == 0 ? "" : ": \"" + lines.get(number - 1) + "\"";
    }
}
