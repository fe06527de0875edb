package io.hostport4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/backend-contract.md and the suite say the same. */
class ContractDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "backend-contract.md");
    private static final Pattern ROW = Pattern.compile("^\\| (R\\d+) \\| (.*) \\| (.*) \\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`([^`]+)`");

    @Test
    void rulesAreNumberedFromOneWithoutAGap() throws IOException {
        List<String> numbers = rows().stream().map(row -> row.group(1)).toList();
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, numbers.size()).mapToObj(number -> "R" + number).toList());
    }

    @Test
    void everyRuleHasASentence() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(row.group(2)).endsWith("."));
    }

    @Test
    void everyRuleNamesTheTestsThatCarryItsNumberAndEveryTestCarriesARulesNumber() throws IOException {
        Map<String, TreeSet<String>> documented = new TreeMap<>();
        for (MatchResult row : rows()) {
            documented.put(row.group(1), new TreeSet<>(TEST.matcher(row.group(4)).results().map(test -> test.group(1)).toList()));
        }
        assertThat(documented).isEqualTo(tests());
    }

    @Test
    void everyTestOfTheSuiteCarriesARule() {
        assertThat(Arrays.stream(BackendConformance.class.getMethods()).filter(method -> method.isAnnotationPresent(Test.class)).toList())
                .isNotEmpty().allMatch(method -> method.isAnnotationPresent(Rule.class));
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(DOCUMENT)).results().toList();
    }

    private static Map<String, TreeSet<String>> tests() {
        Map<String, TreeSet<String>> tests = new TreeMap<>();
        for (Method method : BackendConformance.class.getMethods()) {
            if (method.isAnnotationPresent(Rule.class)) {
                tests.computeIfAbsent(method.getAnnotation(Rule.class).value(), rule -> new TreeSet<>())
                        .add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
            }
        }
        return tests;
    }
}
