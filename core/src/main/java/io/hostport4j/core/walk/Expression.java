package io.hostport4j.core.walk;

/** What a rule looks at. */
@FunctionalInterface
interface Expression {
    Expression UNKNOWN = scene -> Value.Lack.UNKNOWN;

    Value in(Scene scene);
}
