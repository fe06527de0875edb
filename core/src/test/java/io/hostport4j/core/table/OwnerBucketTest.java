package io.hostport4j.core.table;

import static io.hostport4j.core.table.Samples.fields;
import static io.hostport4j.core.table.Samples.ip;
import static io.hostport4j.core.table.Samples.tcp;
import static io.hostport4j.core.table.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.table.OwnerBucket.Step;
import io.hostport4j.core.table.OwnerRow.Container;
import io.hostport4j.core.table.OwnerRow.Ports;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerBucketTest {
    /** Two marks whose CRC-32 is 0xcae04bad. */
    private static final Owner ONE = new Owner("net/c1j8bgmkga3liv/eth0");
    private static final Owner TWO = new Owner("net/cn22rxw9f9za/eth0");
    private static final FieldValue CHECKSUM = OwnerIndex.checksum(ONE);

    @Test
    void twoOwnersCanHaveOneKey() {
        assertThat(OwnerIndex.keys(ONE, 0, 1)).isEqualTo(OwnerIndex.keys(TWO, 0, 1));
    }

    @Test
    void theFirstRowsAreNumberedFrom0() {
        OwnerBucket before = bucket(ONE);
        Step step = before.to(before.with(List.of(row(80), row(91))));

        assertThat(step.removals()).isEmpty();
        assertThat(step.additions()).containsExactly(element(ONE, 80, 0), element(ONE, 91, 1));
    }

    @Test
    void aRowThatStaysIsNotTouched() {
        OwnerBucket before = bucket(ONE, element(ONE, 80, 0), element(ONE, 90, 1));
        Step step = before.to(before.with(List.of(row(80), row(91))));

        assertThat(step.removals()).containsExactly(element(ONE, 90, 1));
        assertThat(step.additions()).containsExactly(element(ONE, 91, 1));
    }

    @Test
    void anOwnerSeesItsOwnRowsAlone() {
        TableElement[] shared = {element(ONE, 80, 0), element(TWO, 90, 1)};
        assertThat(bucket(ONE, shared).rows()).containsExactly(row(80));
        assertThat(bucket(TWO, shared).rows()).containsExactly(row(90));
    }

    @Test
    void itIsSharedWhenAnythingInItIsAnothers() {
        assertThat(bucket(ONE, element(ONE, 80, 0)).isShared()).isFalse();
        assertThat(bucket(ONE, element(ONE, 80, 0), element(TWO, 90, 1)).isShared()).isTrue();
    }

    @Test
    void anotherOwnerOfTheSameChecksumKeepsItsRowsAndNoGapStays() {
        OwnerBucket bucket = bucket(ONE, element(ONE, 80, 0), element(TWO, 90, 1), element(ONE, 81, 2), element(TWO, 91, 3));

        assertThat(after(bucket, bucket.to(bucket.with(List.of())))).containsExactly(element(TWO, 90, 0), element(TWO, 91, 1));
    }

    @Test
    void anotherOwnerOfTheSameChecksumAddsBehind() {
        OwnerBucket bucket = bucket(TWO, element(ONE, 80, 0));

        assertThat(bucket.to(bucket.with(List.of(row(90))))).isEqualTo(new Step(List.of(), List.of(element(TWO, 90, 1))));
    }

    @Test
    void anElementThatNobodyKnowsKeepsItsContent() {
        TableElement unknown = byHand(1);
        OwnerBucket bucket = bucket(ONE, element(ONE, 80, 0), unknown);

        assertThat(after(bucket, bucket.to(bucket.with(List.of()))))
                .containsExactly(byHand(0));
    }

    @Test
    void gapsThatSomebodyMadeAreClosed() {
        OwnerBucket bucket = bucket(ONE, element(ONE, 80, 1), element(ONE, 90, 3));

        assertThat(after(bucket, bucket.to(bucket.with(List.of(row(80), row(90)))))).containsExactly(element(ONE, 80, 0), element(ONE, 90, 1));
    }

    @Test
    void aMissingNumberIsAGap() {
        assertThat(bucket(ONE, element(ONE, 80, 0), element(ONE, 90, 1)).hasGap()).isFalse();
        assertThat(bucket(ONE, element(ONE, 80, 0), element(ONE, 90, 2)).hasGap()).isTrue();
        assertThat(bucket(ONE, element(ONE, 80, 1)).hasGap()).isTrue();
        assertThat(bucket(ONE).hasGap()).isFalse();
    }

    @Test
    void fewerRowsThanTheContainersRowTellsAreAGap() {
        OwnerBucket whole = bucket(ONE, OwnerIndex.element(new Container(ip("10.0.0.2"), Masquerade.NEVER, 2, 7), ONE, CHECKSUM, 0), element(ONE, 80, 1));
        assertThat(whole.hasGap()).isFalse();
        assertThat(bucket(ONE, whole.elements().get(0)).hasGap()).isTrue();
    }

    @Test
    void rowsOfOthersDoNotCount() {
        TableElement container = OwnerIndex.element(new Container(ip("10.0.0.2"), Masquerade.NEVER, 2, 7), ONE, CHECKSUM, 1);
        assertThat(bucket(ONE, element(TWO, 90, 0), container, element(ONE, 80, 2)).hasGap()).isFalse();
    }

    /** What the kernel would have: removals by key first, then additions, none of which may be there already. */
    private static List<TableElement> after(OwnerBucket before, Step step) {
        List<TableElement> after = new ArrayList<>(before.elements());
        for (TableElement removal : step.removals()) {
            assertThat(after.removeIf(element -> element.isAt(removal))).isTrue();
        }
        for (TableElement addition : step.additions()) {
            assertThat(after).noneMatch(element -> element.isAt(addition));
            after.add(addition);
        }
        after.sort(Comparator.comparing(OwnerIndex::number));
        return after;
    }

    private static OwnerBucket bucket(Owner owner, TableElement... elements) {
        return new OwnerBucket(owner, List.of(elements));
    }

    private static TableElement byHand(int number) {
        return new TableElement(TableSet.OWNERS, List.of(CHECKSUM, FieldValue.of(number)), fields("::", 0, 0, 0, 0), Optional.of("by hand"));
    }

    private static OwnerRow row(int port) {
        return new Ports(port % 2 == 0 ? tcp("0.0.0.0", port) : udp("::", port), port);
    }

    private static TableElement element(Owner owner, int port, int number) {
        return OwnerIndex.element(row(port), owner, CHECKSUM, number);
    }
}
