package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.tcp;
import static io.hostport4j.netlink.backend.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.netlink.backend.OwnerBucket.Step;
import io.hostport4j.netlink.backend.OwnerIndex.Container;
import io.hostport4j.netlink.backend.OwnerIndex.Ports;
import io.hostport4j.netlink.backend.OwnerIndex.Row;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OwnerBucketTest {
    private static Owner one;
    private static Owner two;

    @BeforeAll
    static void findOwnersOfOneChecksum() {
        List<AttachmentId> pair = SameChecksum.pair();
        one = pair.get(0).owner();
        two = pair.get(1).owner();
    }

    @Test
    void twoOwnersCanHaveOneKey() {
        assertThat(one).isNotEqualTo(two);
        assertThat(OwnerIndex.key(one, 0)).as("%s and %s", one, two).isEqualTo(OwnerIndex.key(two, 0));
    }

    @Test
    void theFirstRowsAreNumberedFrom0() {
        OwnerBucket before = bucket(one);
        Step step = before.to(before.with(List.of(row(80), row(91))));

        assertThat(step.removals()).isEmpty();
        assertThat(step.additions()).containsExactly(element(one, 80, 0), element(one, 91, 1));
    }

    @Test
    void aRowThatStaysIsNotTouched() {
        OwnerBucket before = bucket(one, element(one, 80, 0), element(one, 90, 1));
        Step step = before.to(before.with(List.of(row(80), row(91))));

        assertThat(step.removals()).containsExactly(element(one, 90, 1));
        assertThat(step.additions()).containsExactly(element(one, 91, 1));
    }

    @Test
    void anOwnerSeesItsOwnRowsAlone() {
        SetElement[] shared = {element(one, 80, 0), element(two, 90, 1)};
        assertThat(bucket(one, shared).rows()).containsExactly(row(80));
        assertThat(bucket(two, shared).rows()).containsExactly(row(90));
    }

    @Test
    void itIsSharedWhenAnythingInItIsAnothers() {
        assertThat(bucket(one, element(one, 80, 0)).isShared()).isFalse();
        assertThat(bucket(one, element(one, 80, 0), element(two, 90, 1)).isShared()).isTrue();
    }

    @Test
    void anotherOwnerOfTheSameChecksumKeepsItsRowsAndNoGapStays() {
        OwnerBucket bucket = bucket(one, element(one, 80, 0), element(two, 90, 1), element(one, 81, 2), element(two, 91, 3));

        assertThat(after(bucket, bucket.to(bucket.with(List.of())))).containsExactly(element(two, 90, 0), element(two, 91, 1));
    }

    @Test
    void anotherOwnerOfTheSameChecksumAddsBehind() {
        OwnerBucket bucket = bucket(two, element(one, 80, 0));

        assertThat(bucket.to(bucket.with(List.of(row(90))))).isEqualTo(new Step(List.of(), List.of(element(two, 90, 1))));
    }

    @Test
    void anElementThatNobodyKnowsKeepsItsContent() {
        SetElement unknown = SetElement.of(OwnerIndex.key(one, 1), new byte[32]).withComment("by hand");
        OwnerBucket bucket = bucket(one, element(one, 80, 0), unknown);

        assertThat(after(bucket, bucket.to(bucket.with(List.of()))))
                .containsExactly(SetElement.of(OwnerIndex.key(one, 0), new byte[32]).withComment("by hand"));
    }

    @Test
    void gapsThatSomebodyMadeAreClosed() {
        OwnerBucket bucket = bucket(one, element(one, 80, 1), element(one, 90, 3));

        assertThat(after(bucket, bucket.to(bucket.with(List.of(row(80), row(90)))))).containsExactly(element(one, 80, 0), element(one, 90, 1));
    }

    @Test
    void aMissingNumberIsAGap() {
        assertThat(bucket(one, element(one, 80, 0), element(one, 90, 1)).hasGap()).isFalse();
        assertThat(bucket(one, element(one, 80, 0), element(one, 90, 2)).hasGap()).isTrue();
        assertThat(bucket(one, element(one, 80, 1)).hasGap()).isTrue();
        assertThat(bucket(one).hasGap()).isFalse();
    }

    @Test
    void fewerRowsThanTheContainersRowTellsAreAGap() {
        OwnerBucket whole = bucket(one, OwnerIndex.element(new Container(ip("10.0.0.2"), Masquerade.NEVER, 2, 7), one, 0), element(one, 80, 1));
        assertThat(whole.hasGap()).isFalse();
        assertThat(bucket(one, whole.elements().get(0)).hasGap()).isTrue();
    }

    @Test
    void rowsOfOthersDoNotCount() {
        SetElement container = OwnerIndex.element(new Container(ip("10.0.0.2"), Masquerade.NEVER, 2, 7), one, 1);
        assertThat(bucket(one, element(two, 90, 0), container, element(one, 80, 2)).hasGap()).isFalse();
    }

    /** What the kernel would have: removals by key first, then additions, none of which may be there already. */
    private static List<SetElement> after(OwnerBucket before, Step step) {
        List<SetElement> after = new ArrayList<>(before.elements());
        for (SetElement removal : step.removals()) {
            assertThat(after.removeIf(element -> Arrays.equals(element.key(), removal.key()))).isTrue();
        }
        for (SetElement addition : step.additions()) {
            assertThat(after).noneMatch(element -> Arrays.equals(element.key(), addition.key()));
            after.add(addition);
        }
        after.sort(Comparator.comparing(element -> element.key()[4]));
        return after;
    }

    private static OwnerBucket bucket(Owner owner, SetElement... elements) {
        return new OwnerBucket(owner, List.of(elements));
    }

    private static Row row(int port) {
        return new Ports(port % 2 == 0 ? tcp("0.0.0.0", port) : udp("::", port), port);
    }

    private static SetElement element(Owner owner, int port, int number) {
        return OwnerIndex.element(row(port), owner, number);
    }
}
