package io.hostport4j.netlink.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table of sets, maps, NAT and masquerading, once made by the library and once by nft. */
@RequiresNamespaces
@RequiresTools("nft")
class HostportTableIT {
    private Nftables nftables;

    @BeforeEach
    void open() {
        nftables = Nftables.open(Syscalls.ofThisJvm());
    }

    @AfterEach
    void deleteAndClose() {
        nftables.commit(NftTransaction.builder().add(HostportTable.TABLE).delete(HostportTable.TABLE).build());
        nftables.close();
    }

    @Test
    void nftListsWhatWeWriteExactlyAsWhatItWritesItself() throws IOException {
        loadWithNft();
        String listing = Nft.run("list", "table", "inet", "hostport");
        nftables.commit(NftTransaction.builder().delete(HostportTable.TABLE).build());

        nftables.commit(HostportTable.transaction());

        assertThat(Nft.run("list", "table", "inet", "hostport")).isEqualTo(listing);
    }

    @Test
    void nftDescribesOurRulesInTheSameExpressionsAsItsOwn() throws IOException {
        loadWithNft();
        List<String> expressions = Nft.expressions(Nft.run("--debug=netlink", "list", "table", "inet", "hostport"));
        nftables.commit(NftTransaction.builder().delete(HostportTable.TABLE).build());

        nftables.commit(HostportTable.transaction());

        assertThat(Nft.expressions(Nft.run("--debug=netlink", "list", "table", "inet", "hostport"))).isEqualTo(expressions);
    }

    @Test
    void ourExpressionsPrintAsNftPrintsThoseItSends() throws IOException {
        List<String> sent = Nft.expressions(loadWithNft());

        List<String> ours = new ArrayList<>();
        for (Rule rule : HostportTable.RULES) {
            for (Expression expression : rule.expressions()) {
                ours.add(expression.toString());
            }
        }

        assertThat(ours).isEqualTo(sent);
    }

    @Test
    void whatWeWriteIsReadBackAsEqualValues() {
        nftables.commit(HostportTable.transaction());

        assertThatTheTableIsReadAsEqualValues();
    }

    @Test
    void whatNftWritesIsReadBackAsEqualValues() throws IOException {
        loadWithNft();

        assertThatTheTableIsReadAsEqualValues();
    }

    private void assertThatTheTableIsReadAsEqualValues() {
        NftQuery query = nftables.query();
        int table = query.table(HostportTable.TABLE);
        List<Integer> chains = new ArrayList<>();
        for (Chain chain : HostportTable.CHAINS) {
            chains.add(query.chain(HostportTable.TABLE, chain.name()));
        }
        int sets = query.sets(HostportTable.TABLE);
        int rules = query.rules(HostportTable.TABLE);
        NftReply reply = query.send();

        assertThat(reply.table(table)).contains(HostportTable.TABLE);
        assertThat(chains.stream().map(reply::chain).map(Optional::orElseThrow)).isEqualTo(HostportTable.CHAINS);
        assertThat(reply.sets(sets)).isEqualTo(HostportTable.SETS);
        assertThat(reply.rules(rules).stream().map(Rule::withoutHandle)).isEqualTo(HostportTable.RULES);
    }

    private static String loadWithNft() throws IOException {
        try (InputStream script = HostportTableIT.class.getResourceAsStream("hostport.nft")) {
            return Nft.load(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
