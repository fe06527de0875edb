package io.hostport4j.netlink.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostport4j.netlink.nftables.expr.Counter;
import io.hostport4j.testkit.RequiresNamespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is read from the kernel. */
@RequiresNamespaces
class QueryIT extends NftablesIT {
    private static final NamedSet NOWHERE = NamedSet.set(TABLE, "nowhere", SetType.of(DataType.IPV4_ADDR));

    @Test
    void objectsThatAreNotThereAreMissing() {
        NftQuery query = nftables.query();
        int table = query.table(new Table(Family.IP, "nowhere"));
        int chain = query.chain(TABLE, "nowhere");
        int elements = query.elements(NOWHERE);
        int there = query.table(TABLE);
        NftReply reply = query.send();

        assertThat(reply.table(table)).isEmpty();
        assertThat(reply.missing(table)).isTrue();
        assertThat(reply.chain(chain)).isEmpty();
        assertThat(reply.missing(chain)).isTrue();
        assertThat(reply.elements(elements)).isEmpty();
        assertThat(reply.missing(elements)).isTrue();
        assertThat(reply.table(there)).contains(TABLE);
        assertThat(reply.missing(there)).isFalse();
    }

    @Test
    void elementsAreReadByTheirKeysAlsoBehindAMissingOne() {
        nftables.commit(NftTransaction.builder().add(ANY4, elements(80, 3)).build());

        NftQuery query = nftables.query();
        int some = query.elements(ANY4, List.of(key(82), key(7), key(80)));
        int all = query.elements(ANY4, List.of(key(81)));
        int none = query.elements(ANY4, List.of());
        NftReply reply = query.send();

        assertThat(reply.elements(some)).containsExactly(element(82, 1), element(80, 1));
        assertThat(reply.missing(some)).isTrue();
        assertThat(reply.elements(all)).containsExactly(element(81, 1));
        assertThat(reply.missing(all)).isFalse();
        assertThat(reply.elements(none)).isEmpty();
    }

    @Test
    void thousandsOfKeysAreReadInOneQuery() {
        List<SetElement> elements = elements(1, 3000);
        nftables.commit(NftTransaction.builder().add(ANY4, elements).build());

        NftQuery query = nftables.query();
        List<byte[]> keys = new ArrayList<>();
        elements.forEach(element -> keys.add(element.key()));
        int answer = query.elements(ANY4, keys);

        assertThat(query.send().elements(answer)).isEqualTo(elements);
    }

    @Test
    void theElementsOfASetAreCounted() {
        assumeTrue(Runtime.Version.parse(System.getProperty("os.version").replaceAll("^(\\d+\\.\\d+).*", "$1"))
                .compareTo(Runtime.Version.parse("6.16")) >= 0, "the kernel counts them since 6.16");
        nftables.commit(NftTransaction.builder().add(ANY4, elements(1, 3000)).build());

        NftQuery query = nftables.query();
        int there = query.count(ANY4);
        int nowhere = query.count(NOWHERE);
        NftReply reply = query.send();

        assertThat(reply.count(there)).hasValue(3000);
        assertThat(reply.sets(there)).containsExactly(ANY4);
        assertThat(reply.count(nowhere)).isEmpty();
        assertThat(reply.missing(nowhere)).isTrue();
    }

    @Test
    void anotherThreadReadsMeanwhile() {
        List<SetElement> elements = elements(1, 3000);
        nftables.commit(NftTransaction.builder().add(ANY4, elements).build());
        List<byte[]> keys = elements.stream().map(SetElement::key).toList();

        CompletableFuture<List<SetElement>> beside = CompletableFuture.supplyAsync(() -> {
            NftQuery query = nftables.queryBeside();
            int answer = query.elements(ANY4, keys);
            return query.send().elements(answer);
        });
        for (int i = 0; i < 20; i++) {
            NftQuery query = nftables.query();
            int answer = query.elements(ANY4);
            assertThat(query.send().elements(answer)).hasSize(3000);
        }

        assertThat(beside.join()).isEqualTo(elements);
    }

    @Test
    void severalLongListsAreReadInOneQuery() {
        NamedSet other = NamedSet.map(TABLE, "other", ANY4.key(), ANY4.data().orElseThrow());
        Rule rule = new Rule(TABLE, CHAIN.name(), Counter.zero());
        NftTransaction.Builder transaction = NftTransaction.builder()
                .add(other).add(ANY4, elements(1, 3000)).add(other, elements(10_000, 3000));
        for (int i = 0; i < 500; i++) {
            transaction.add(rule);
        }
        nftables.commit(transaction.build());

        NftQuery query = nftables.query();
        int first = query.elements(ANY4);
        int second = query.elements(other);
        int rules = query.rules(TABLE);
        int sets = query.sets(TABLE);
        NftReply reply = query.send();

        assertThat(reply.elements(first)).containsExactlyInAnyOrderElementsOf(elements(1, 3000));
        assertThat(reply.elements(second)).containsExactlyInAnyOrderElementsOf(elements(10_000, 3000));
        assertThat(reply.rules(rules)).hasSize(500).extracting(Rule::withoutHandle).containsOnly(rule);
        assertThat(reply.sets(sets)).containsExactlyInAnyOrder(ANY4, other);
    }

    @Test
    void theGenerationOfAReplyIsTheCurrentOne() {
        NftQuery query = nftables.query();
        query.elements(ANY4);

        assertThat(query.send().generation()).isEqualTo(nftables.generation());
    }

    @Test
    void aListingOfManyElementsBeginsWithSomeOfThem() {
        nftables.commit(NftTransaction.builder().add(ANY4, elements(1, 5000)).build());

        Beginning beginning = nftables.beginning(ANY4);

        assertThat(beginning.whole()).isFalse();
        assertThat(beginning.elements()).hasSizeBetween(10, 1000);
        assertThat(elements(1, 5000)).containsAll(beginning.elements());
    }

    @Test
    void aSetThatIsEmptyOrMissingHasNoElement() {
        assertThat(nftables.beginning(ANY4)).isEqualTo(new Beginning(List.of(), true));
        assertThat(nftables.beginning(NOWHERE)).isEqualTo(new Beginning(List.of(), true));
    }

    @Test
    void aProbeLeavesNoAnswersBehind() {
        nftables.commit(NftTransaction.builder().add(ANY4, elements(1, 5000)).build());

        nftables.beginning(ANY4);

        assertThat(listed(ANY4)).hasSize(5000);
    }
}
