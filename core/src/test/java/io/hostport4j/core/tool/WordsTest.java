package io.hostport4j.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void aSavedLineIsDividedAtBlanks() {
        assertThat(Words.split(" -s 10.0.0.0/8  -p tcp\t-j X")).containsExactly("-s", "10.0.0.0/8", "-p", "tcp", "-j", "X");
    }

    @Test
    void quotationMarksKeepAWordTogetherAndABackslashTakesTheNextCharacter() {
        assertThat(Words.split("--comment \"dnat name: \\\"net\\\" id: \\\"a\\\\b\\'c\\\"\" -j X"))
                .containsExactly("--comment", "dnat name: \"net\" id: \"a\\b'c\"", "-j", "X");
    }

    @Test
    void anEmptyWordIsAWord() {
        assertThat(Words.split("--comment \"\" -j X")).containsExactly("--comment", "", "-j", "X");
    }

    @Test
    void aBackslashOutsideOfQuotationMarksIsOne() {
        assertThat(Words.split("a\\b")).containsExactly("a\\b");
    }

    @Test
    void whatIsJoinedIsDividedAgainIntoTheSame() {
        List<String> words = List.of("-m", "comment", "", " ", "a b", "\"", "\\", "\\\"", "'", "$x;`y`", "10.0.0.1/8", "[fd00::1]:80", "ü", "#");

        assertThat(Words.split(Words.join(words))).isEqualTo(words);
    }

    @Test
    void onlyWhatNeedsItIsQuoted() {
        assertThat(Words.join(List.of("!", "-s", "10.0.0.0/8", "--dports", "80,81", "a b"))).isEqualTo("! -s 10.0.0.0/8 --dports 80,81 \"a b\"");
    }
}
