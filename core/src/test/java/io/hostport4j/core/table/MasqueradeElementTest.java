package io.hostport4j.core.table;

import static io.hostport4j.core.table.Samples.OWNER;
import static io.hostport4j.core.table.Samples.fields;
import static io.hostport4j.core.table.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.table.MasqueradeElement.Kind;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MasqueradeElementTest {
    private static final InetAddress TARGET = ip("10.0.0.2");

    @Test
    void whenNeededIsForTheContainerItselfAndItsNeighbours() {
        assertThat(MasqueradeElement.of(Masquerade.WHEN_NEEDED, TARGET, 7)).containsExactlyInAnyOrder(
                new MasqueradeElement(Kind.SELF, TARGET, 0), new MasqueradeElement(Kind.LINK, TARGET, 7));
    }

    @Test
    void withoutALinkThereAreNoNeighbours() {
        assertThat(MasqueradeElement.of(Masquerade.WHEN_NEEDED, TARGET, 0)).containsExactly(new MasqueradeElement(Kind.SELF, TARGET, 0));
    }

    @Test
    void alwaysIsForAllWithASignForLaterHoldersAndNeverIsForNone() {
        assertThat(MasqueradeElement.of(Masquerade.ALWAYS, TARGET, 7)).containsExactlyInAnyOrder(
                new MasqueradeElement(Kind.SELF, TARGET, 0), new MasqueradeElement(Kind.ALL, TARGET, 0));
        assertThat(MasqueradeElement.of(Masquerade.NEVER, TARGET, 7)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"NEVER", "WHEN_NEEDED", "ALWAYS"})
    void theElementsTellHowATargetIsMasqueraded(Masquerade masquerade) {
        Set<MasqueradeElement> there = Set.copyOf(MasqueradeElement.of(masquerade, TARGET, 7));

        assertThat(MasqueradeElement.masquerade(TARGET, there)).isEqualTo(masquerade);
        assertThat(MasqueradeElement.masquerade(ip("10.0.0.3"), there)).isEqualTo(Masquerade.NEVER);
        assertThat(MasqueradeElement.masquerade(TARGET, Set.copyOf(signs(there)))).isEqualTo(masquerade);
    }

    /** As far as they tell it without the link. */
    private static List<MasqueradeElement> signs(Set<MasqueradeElement> there) {
        return MasqueradeElement.signs(TARGET).stream().filter(there::contains).toList();
    }

    static Stream<Arguments> elements() {
        return Stream.of(
                Arguments.of(Kind.LINK, "10.0.0.2", 7, TableSet.MASQ_LINK4, fields(7, "10.0.0.2")),
                Arguments.of(Kind.SELF, "10.0.0.2", 0, TableSet.MASQ_SELF4, fields("10.0.0.2", "10.0.0.2")),
                Arguments.of(Kind.ALL, "10.0.0.2", 0, TableSet.MASQ_ALL4, fields("10.0.0.2")),
                Arguments.of(Kind.LINK, "fd00::2", 7, TableSet.MASQ_LINK6, fields(7, "fd00::2")),
                Arguments.of(Kind.SELF, "fd00::2", 0, TableSet.MASQ_SELF6, fields("fd00::2", "fd00::2")),
                Arguments.of(Kind.ALL, "fd00::2", 0, TableSet.MASQ_ALL6, fields("fd00::2")));
    }

    @ParameterizedTest
    @MethodSource("elements")
    void anElementIsReadAsItWasWritten(Kind kind, String target, int link, TableSet set, List<FieldValue> key) {
        MasqueradeElement element = new MasqueradeElement(kind, ip(target), link);

        assertThat(element.set()).isEqualTo(set);
        assertThat(element.key()).isEqualTo(key);
        assertThat(element.element(OWNER).comment()).contains("net/web/eth0");
        assertThat(MasqueradeElement.parse(element.element(OWNER))).isEqualTo(element);
    }

    @Test
    void anElementWithoutAMarkIsNobodys() {
        MasqueradeElement element = new MasqueradeElement(Kind.SELF, TARGET, 0);

        assertThat(MasqueradeElement.mark(element.element(OWNER))).isEqualTo(OWNER);
        assertThat(MasqueradeElement.mark(new TableElement(element.set(), element.key()))).isEqualTo(MasqueradeElement.NOBODY);
        assertThat(MasqueradeElement.mark(new TableElement(element.set(), element.key(), List.of(), Optional.of("notes"))))
                .isEqualTo(MasqueradeElement.NOBODY);
    }

    @Test
    void itPrintsAsWhatItIsForAndWhere() {
        assertThat(List.of(new MasqueradeElement(Kind.SELF, ip("fd00::2"), 0)))
                .hasToString("[fd00::2 in set masq_self6 of table inet hostport]");
    }
}
