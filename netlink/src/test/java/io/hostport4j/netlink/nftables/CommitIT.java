package io.hostport4j.netlink.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hostport4j.netlink.nftables.expr.Counter;
import io.hostport4j.netlink.nftables.expr.ImmediateVerdict;
import io.hostport4j.netlink.nftables.expr.Lookup;
import io.hostport4j.netlink.nftables.expr.Payload;
import io.hostport4j.netlink.nftables.expr.PayloadBase;
import io.hostport4j.netlink.nftables.expr.Verdict;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.testkit.RequiresNamespaces;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel does with transactions. */
@RequiresNamespaces
class CommitIT extends NftablesIT {
    @Test
    void aTransactionForAnEarlierGenerationIsRefusedAsAWhole() {
        int earlier = nftables.generation();
        nftables.commit(NftTransaction.builder().add(ANY4, element(80, 1)).build());

        NftTransaction late = NftTransaction.builder().add(ANY4, element(81, 1)).build();
        NetlinkException refusal = catchThrowableOfType(NetlinkException.class, () -> nftables.commit(late, earlier));

        assertThat(refusal.errno()).isEqualTo(Errno.ERESTART);
        assertThat(refusal).hasMessage("commit on generation " + earlier + ": the rule set changed meanwhile (ERESTART)");
        assertThat(listed(ANY4)).containsExactly(element(80, 1));
    }

    @Test
    void aTransactionForTheCurrentGenerationIsCarriedOut() {
        int current = nftables.generation();

        nftables.commit(NftTransaction.builder().add(ANY4, element(80, 1)).build(), current);

        assertThat(listed(ANY4)).containsExactly(element(80, 1));
        assertThat(nftables.generation()).isNotEqualTo(current);
    }

    @Test
    void aKeyThatHasOtherDataIsRefusedByName() {
        nftables.commit(NftTransaction.builder().add(ANY4, element(8080, 1)).build());

        NetlinkException refusal = refusal(NftTransaction.builder().add(ANY4, element(8080, 2)), Errno.EEXIST);

        assertThat(refusal.operation()).isEqualTo("add element tcp . 8080 to map any4 of table inet library");
        assertThat(refusal).hasMessageStartingWith(
                "add element tcp . 8080 to map any4 of table inet library: exists already (EEXIST)");
    }

    @Test
    void aKeyThatHasTheSameDataIsAcceptedAndKeepsItsComment() {
        nftables.commit(NftTransaction.builder().add(ANY4, element(8080, 1).withComment("first")).build());

        nftables.commit(NftTransaction.builder().add(ANY4, element(8080, 1).withComment("second")).build());

        assertThat(listed(ANY4)).containsExactly(element(8080, 1).withComment("first"));
    }

    @Test
    void aKeyIsNotCreatedTwice() {
        nftables.commit(NftTransaction.builder().create(ANY4, element(8080, 1)).build());

        NetlinkException refusal = refusal(NftTransaction.builder().create(ANY4, element(8080, 1)), Errno.EEXIST);

        assertThat(refusal.operation()).isEqualTo("create element tcp . 8080 to map any4 of table inet library");
    }

    @Test
    void anElementThatIsNotThereCannotBeDeleted() {
        NetlinkException refusal = refusal(NftTransaction.builder().delete(ANY4, SetElement.of(key(443))), Errno.ENOENT);

        assertThat(refusal.operation()).isEqualTo("delete element tcp . 443 of map any4 of table inet library");
    }

    @Test
    void anElementIsDeletedByItsKeyWhateverItsData() {
        nftables.commit(NftTransaction.builder().add(ANY4, element(8080, 1)).build());

        nftables.commit(NftTransaction.builder().delete(ANY4, element(8080, 2)).build());

        assertThat(listed(ANY4)).isEmpty();
    }

    @Test
    void anElementIsReplacedInOneTransaction() {
        nftables.commit(NftTransaction.builder().add(ANY4, element(8080, 1).withComment("first")).build());

        SetElement second = element(8080, 2).withComment("second");
        nftables.commit(NftTransaction.builder().delete(ANY4, SetElement.of(key(8080))).create(ANY4, second).build());

        assertThat(listed(ANY4)).containsExactly(second);
    }

    @Test
    void ofManyElementsTheRefusedOneIsNamed() {
        nftables.commit(NftTransaction.builder().add(ANY4, element(4000, 2)).build());

        NetlinkException refusal = refusal(NftTransaction.builder().add(ANY4, elements(1, 5000)), Errno.EEXIST);

        assertThat(refusal.operation()).isEqualTo("add element tcp . 4000 to map any4 of table inet library");
    }

    @Test
    void ofManyOperationsTheRefusedOneIsNamed() {
        NftTransaction.Builder transaction = NftTransaction.builder()
                .add(ANY4, element(80, 1))
                .add(new Rule(TABLE, "nowhere", Counter.zero()))
                .add(ANY4, element(81, 1));

        assertThat(refusal(transaction, Errno.ENOENT).operation())
                .isEqualTo("add rule of chain nowhere of table inet library: [ counter pkts 0 bytes 0 ]");
    }

    @Test
    void aRefusalOfTheLastOperationAloneIsHeard() {
        nftables.commit(NftTransaction.builder().add(ANY4, element(82, 2)).build());

        refusal(NftTransaction.builder().create(ANY4, element(80, 1)).create(ANY4, element(81, 1)).create(ANY4, element(82, 2)),
                Errno.EEXIST);

        assertThat(listed(ANY4)).containsExactly(element(82, 2));
    }

    @Test
    void aRefusedTransactionChangesNothing() {
        nftables.commit(NftTransaction.builder().add(ANY4, element(82, 2)).build());
        int before = nftables.generation();

        refusal(NftTransaction.builder().add(ANY4, elements(80, 2)).delete(ANY4, SetElement.of(key(9))), Errno.ENOENT);

        assertThat(listed(ANY4)).containsExactly(element(82, 2));
        assertThat(nftables.generation()).isEqualTo(before);
    }

    @Test
    void tenThousandElementsAreOneTransaction() {
        List<SetElement> elements = elements(1, 10_000);

        nftables.commit(NftTransaction.builder().add(ANY4, elements).build());

        assertThat(listed(ANY4)).containsExactlyInAnyOrderElementsOf(elements);
    }

    @Test
    void refusalsOfHundredsOfOperationsAreAllHeard() {
        NftTransaction.Builder transaction = NftTransaction.builder();
        // More than the receive buffer usually holds (270), less than anyone may ask for (540).
        for (int port = 1; port <= 400; port++) {
            transaction.delete(ANY4, SetElement.of(key(port)));
        }

        assertThat(refusal(transaction, Errno.ENOENT).operation())
                .isEqualTo("delete element tcp . 1 of map any4 of table inet library");
        assertThat(listed(ANY4)).isEmpty();
    }

    @Test
    void rulesAreAddedInOrderAndDeletedByHandle() {
        Rule counting = new Rule(TABLE, CHAIN.name(), Counter.zero());
        Rule dropping = new Rule(TABLE, CHAIN.name(), new ImmediateVerdict(Verdict.drop()));
        nftables.commit(NftTransaction.builder().add(counting).add(dropping).build());
        List<Rule> before = rules();
        assertThat(before).extracting(Rule::withoutHandle).containsExactly(counting, dropping);

        nftables.commit(NftTransaction.builder().delete(before.get(0)).build());

        assertThat(rules()).containsExactly(before.get(1));
    }

    @Test
    void aFlushedChainHasNoRules() {
        nftables.commit(NftTransaction.builder().add(new Rule(TABLE, CHAIN.name(), Counter.zero())).build());

        nftables.commit(NftTransaction.builder().flush(CHAIN).build());

        assertThat(rules()).isEmpty();
    }

    @Test
    void aFlushedMapHasNoElements() {
        nftables.commit(NftTransaction.builder().add(ANY4, elements(80, 3)).build());

        nftables.commit(NftTransaction.builder().flush(ANY4).build());

        assertThat(listed(ANY4)).isEmpty();
    }

    @Test
    void aMapThatARuleUsesCannotBeDeleted() {
        NamedSet ports = NamedSet.set(TABLE, "ports", SetType.of(DataType.INET_SERVICE));
        Rule using = new Rule(TABLE, CHAIN.name(), new Payload(PayloadBase.TRANSPORT_HEADER, 2, 2, 1), Lookup.in("ports", 1));
        nftables.commit(NftTransaction.builder().add(ports).add(using).build());

        assertThat(refusal(NftTransaction.builder().delete(ports), Errno.EBUSY).operation())
                .isEqualTo("delete set ports of table inet library");
    }

    @Test
    void chainsAndSetsAreDeleted() {
        nftables.commit(NftTransaction.builder().delete(CHAIN).delete(ANY4).build());

        NftQuery query = nftables.query();
        int chain = query.chain(TABLE, CHAIN.name());
        int sets = query.sets(TABLE);
        NftReply reply = query.send();
        assertThat(reply.missing(chain)).isTrue();
        assertThat(reply.sets(sets)).isEmpty();
    }

    @Test
    void aBaseChainThatIsThereTakesTheGivenPolicy() {
        Chain accepting = new Chain(TABLE, "base", new BaseChain(ChainType.FILTER, Hook.INPUT, 5, Policy.ACCEPT));
        Chain dropping = new Chain(TABLE, "base", new BaseChain(ChainType.FILTER, Hook.INPUT, 5, Policy.DROP));
        nftables.commit(NftTransaction.builder().add(accepting).build());

        nftables.commit(NftTransaction.builder().add(dropping).build());

        NftQuery query = nftables.query();
        int chain = query.chain(TABLE, "base");
        assertThat(query.send().chain(chain)).contains(dropping);
    }

    @Test
    void aBaseChainThatIsThereKeepsItsHook() {
        Chain chain = new Chain(TABLE, "base", new BaseChain(ChainType.FILTER, Hook.INPUT, 5, Policy.ACCEPT));
        nftables.commit(NftTransaction.builder().add(chain).build());
        Chain moved = new Chain(TABLE, "base", new BaseChain(ChainType.FILTER, Hook.OUTPUT, 5, Policy.ACCEPT));

        NftTransaction moving = NftTransaction.builder().add(moved).build();
        NetlinkException refusal = catchThrowableOfType(NetlinkException.class, () -> nftables.commit(moving));

        assertThat(refusal.errno()).isIn(Errno.EEXIST, Errno.EOPNOTSUPP);
        assertThat(refusal.operation()).isEqualTo("add chain base of table inet library");
    }

    @Test
    void whatExistsIsNotCreated() {
        assertThat(refusal(NftTransaction.builder().create(TABLE), Errno.EEXIST).operation()).isEqualTo("create table inet library");
        assertThat(refusal(NftTransaction.builder().create(CHAIN), Errno.EEXIST).operation())
                .isEqualTo("create chain forwards of table inet library");
        assertThat(refusal(NftTransaction.builder().create(ANY4), Errno.EEXIST).operation())
                .isEqualTo("create map any4 of table inet library");
    }

    private List<Rule> rules() {
        NftQuery query = nftables.query();
        int rules = query.rules(TABLE, CHAIN.name());
        return query.send().rules(rules);
    }
}
