package io.hostport4j.core.walk;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.tool.ToolResult;
import io.hostport4j.core.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads all rules of a node, in the network namespace of the calling thread: by nft what nft made, by iptables-save what iptables made,
 * because nft's JSON leaves out what iptables' extensions say. Whatever cannot be read is named in {@link Ruleset#unread}.
 */
public final class RulesetReader {
    private static final List<String> IPTABLES_TABLES = List.of("raw", "mangle", "nat", "filter", "security");

    private final Tools tools;
    private final Path proc;
    private final Deadline deadline;

    /**
     * A reader of this node's rules.
     *
     * @param proc where procfs is, {@code /proc}
     * @param deadline until when everything must be read
     */
    public RulesetReader(Tools tools, Path proc, Deadline deadline) {
        this.tools = tools;
        this.proc = proc;
        this.deadline = deadline;
    }

    /** All rules, as they are now. */
    public Ruleset read() {
        Ruleset nft = nft();
        Ruleset all = nft;
        for (Family family : Family.values()) {
            all = withIptables(all, family);
            all = all.with(legacy(family));
        }
        return all;
    }

    private Ruleset nft() {
        Optional<Path> nft = tools.find("nft");
        if (nft.isEmpty()) {
            return unread("nf_tables: there is no program \"nft\"; only what iptables made is looked at");
        }
        ToolResult json = tools.run(List.of(nft.get().toString(), "-j", "list", "ruleset"), "", deadline);
        if (!json.succeeded()) {
            return unread("nf_tables: nft -j list ruleset: " + json.errors().lines().findFirst().orElse("failed"));
        }
        ToolResult text = tools.run(List.of(nft.get().toString(), "-a", "list", "ruleset"), "", deadline);
        return NftReader.read(json.output(), text.succeeded() ? text.output() : "");
    }

    private Ruleset withIptables(Ruleset all, Family family) {
        String nftFamily = family == Family.IPV4 ? "ip" : "ip6";
        boolean nftThere = tools.find("nft").isPresent();
        if (nftThere && all.chains().stream().noneMatch(chain -> isIptables(chain, nftFamily))) {
            return all;
        }
        Optional<Path> save = find(family, "nft-save").or(() -> find(family, "save"));
        if (save.isEmpty()) {
            return nftThere ? all.with(unread("tables of iptables in nf_tables: there is no program \"iptables-nft-save\"")) : all;
        }
        ToolResult saved = tools.run(List.of(save.get().toString()), "", deadline);
        if (!saved.succeeded()) {
            return all.with(unread(save.get().getFileName() + ": " + saved.errors().lines().findFirst().orElse("failed")));
        }
        if (!saved.output().contains("(nf_tables)") && save.get().endsWith(tool(family, "save"))) {
            return all;
        }
        return replace(all, IptablesReader.read(saved.output(), TableName.Maker.IPTABLES_NFT, family), nftFamily);
    }

    /** In the places of the same tables, which iptables explains better. */
    private static Ruleset replace(Ruleset all, Ruleset iptables, String family) {
        List<Chain> chains = new ArrayList<>();
        List<TableName> done = new ArrayList<>();
        for (Chain chain : all.chains()) {
            TableName same = new TableName(TableName.Maker.IPTABLES_NFT, family, chain.table().name());
            List<Chain> better = isIptables(chain, family)
                    ? iptables.chains().stream().filter(one -> one.table().equals(same)).toList() : List.of();
            if (better.isEmpty()) {
                chains.add(chain);
            } else if (!done.contains(same)) {
                chains.addAll(better);
                done.add(same);
            }
        }
        iptables.chains().stream().filter(chain -> !done.contains(chain.table())).forEach(chains::add);
        return new Ruleset(chains, all.unread()).with(new Ruleset(List.of(), iptables.unread()));
    }

    private static boolean isIptables(Chain chain, String family) {
        return chain.table().family().equals(family) && chain.table().maker() == TableName.Maker.NFT
                && IPTABLES_TABLES.contains(chain.table().name());
    }

    /** The kernel's list of legacy tables is asked first: the tool would load modules otherwise. */
    private Ruleset legacy(Family family) {
        Path names = proc.resolve("thread-self/net").resolve(family == Family.IPV4 ? "ip_tables_names" : "ip6_tables_names");
        try {
            if (!Files.exists(names) || Files.readString(names).isBlank()) {
                return new Ruleset(List.of(), List.of());
            }
        } catch (IOException e) {
            return unread("legacy iptables: " + names + ": " + e.getMessage());
        }
        Optional<Path> save = find(family, "legacy-save").or(() -> find(family, "save"));
        Optional<ToolResult> saved = save.map(program -> tools.run(List.of(program.toString()), "", deadline));
        if (saved.isEmpty() || !saved.get().succeeded() || saved.get().output().contains("(nf_tables)")) {
            return unread("legacy iptables has tables in the kernel, and no program \"iptables-legacy-save\" shows them");
        }
        return IptablesReader.read(saved.get().output(), TableName.Maker.IPTABLES_LEGACY, family);
    }

    private Optional<Path> find(Family family, String what) {
        return tools.find(tool(family, what));
    }

    private static String tool(Family family, String what) {
        return (family == Family.IPV4 ? "iptables-" : "ip6tables-") + what;
    }

    private static Ruleset unread(String why) {
        return new Ruleset(List.of(), List.of(why));
    }
}
