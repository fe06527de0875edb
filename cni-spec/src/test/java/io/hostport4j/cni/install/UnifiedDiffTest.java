package io.hostport4j.cni.install;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    @Test
    void equalTextsHaveNone() {
        assertThat(UnifiedDiff.of("a", "x\n", "b", "x\n")).isEmpty();
    }

    @Test
    void aChangeHasThreeLinesAround() {
        assertThat(UnifiedDiff.of("a", "1\n2\n3\n4\nx\n6\n7\n8\n9\n", "b", "1\n2\n3\n4\ny\nz\n6\n7\n8\n9\n")).isEqualTo("""
                --- a
                +++ b
                @@ -2,7 +2,8 @@
                 2
                 3
                 4
                -x
                +y
                +z
                 6
                 7
                 8
                """);
    }

    @Test
    void aMissingLineEndIsTold() {
        assertThat(UnifiedDiff.of("a", "1\n2", "b", "1\n3")).isEqualTo("""
                --- a
                +++ b
                @@ -1,2 +1,2 @@
                 1
                -2
                \\ No newline at end of file
                +3
                \\ No newline at end of file
                """);
    }

    @Test
    void whatComesOnlyOnOneSideHasNoOther() {
        assertThat(UnifiedDiff.of("a", "", "b", "1\n")).isEqualTo("--- a\n+++ b\n@@ -0,0 +1,1 @@\n+1\n");
    }

    @Test
    void carriageReturnsAreKept() {
        assertThat(UnifiedDiff.of("a", "1\r\n", "b", "1\r\n2\r\n")).isEqualTo("--- a\n+++ b\n@@ -1,1 +1,2 @@\n 1\r\n+2\r\n");
    }
}
