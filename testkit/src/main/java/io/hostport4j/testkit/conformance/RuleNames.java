package io.hostport4j.testkit.conformance;

import java.lang.reflect.Method;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Shows a test by its rule and its sentence: {@code R23 a commit on an old read is refused}. */
final class RuleNames extends DisplayNameGenerator.Simple {
    @Override
    public String generateDisplayNameForMethod(java.util.List<Class<?>> enclosing, Class<?> testClass, Method method) {
        Rule rule = method.getAnnotation(Rule.class);
        String sentence = method.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return rule == null ? sentence : rule.value() + " " + sentence;
    }
}
