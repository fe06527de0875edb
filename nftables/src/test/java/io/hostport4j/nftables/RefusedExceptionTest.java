package io.hostport4j.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.nftables.RefusedException.Kind;
import org.junit.jupiter.api.Test;

/** Messages of nft 1.0.6. */
class RefusedExceptionTest {
    @Test
    void aTakenKeyIsTold() {
        RefusedException refusal = new RefusedException("add", """
                /dev/stdin:1:37-46: Error: Could not process rule: File exists
                create element inet hostport any4 { tcp . 80 comment "x/y/z" : 10.0.0.2 . 80 }
                                                    ^^^^^^^^""");

        assertThat(refusal.kind()).isEqualTo(Kind.EXISTS);
        assertThat(refusal).hasMessage("add: Could not process rule: File exists (at \"tcp . 80\")");
        assertThat(refusal.command()).startsWith("create element").endsWith("}");
    }

    @Test
    void whatIsMissingIsToldWhetherTheKernelSaysSoOrNftItself() {
        assertThat(new RefusedException("list", "Error: No such file or directory\nlist table inet nope\n                ^^^^").kind())
                .isEqualTo(Kind.MISSING);
        assertThat(new RefusedException("delete", """
                /dev/stdin:2:37-46: Error: Could not process rule: No such file or directory
                delete element inet hostport any4 { tcp . 8081 }
                                                    ^^^^^^^^^^""").kind()).isEqualTo(Kind.MISSING);
        assertThat(new RefusedException("list", "Error: No such file or directory; did you mean table \u2018hostports\u2019 in family inet?").kind())
                .isEqualTo(Kind.MISSING);
    }

    @Test
    void theFirstErrorCounts() {
        RefusedException refusal = new RefusedException("add", """
                /dev/stdin:1:1-3: Error: syntax error, unexpected string
                foo
                ^^^
                /dev/stdin:2:1-3: Error: Could not process rule: File exists
                bar
                ^^^""");

        assertThat(refusal.kind()).isEqualTo(Kind.OTHER);
        assertThat(refusal).hasMessage("add: syntax error, unexpected string (at \"foo\")");
    }

    @Test
    void aLongQuotationIsCut() {
        String words = "x".repeat(500);

        assertThat(new RefusedException("add", "Error: bad\n" + words + "\n" + "^".repeat(500)))
                .hasMessage("add: bad (at \"" + "x".repeat(200) + "...\")");
    }

    @Test
    void aMessageOfAnotherKindIsPassedOn() {
        RefusedException refusal = new RefusedException("list", "Operation not permitted (you must be root)");

        assertThat(refusal.kind()).isEqualTo(Kind.OTHER);
        assertThat(refusal).hasMessage("list: Operation not permitted (you must be root)");
        assertThat(refusal.command()).isEmpty();
    }
}
