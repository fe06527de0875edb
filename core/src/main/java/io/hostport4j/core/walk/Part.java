package io.hostport4j.core.walk;

/** A part of a rule: what it looks for, or what it does. A rule's parts are done in their order until one does not match. */
sealed interface Part permits Part.Condition, Effect {
    /** What must be so. */
    record Condition(Expression left, Pattern right, boolean inverted) implements Part {
        static final Condition MAY = new Condition(Expression.UNKNOWN, Pattern.Unknowable.UNKNOWABLE, false);

        static Condition of(Expression left, Pattern right) {
            return new Condition(left, right, false);
        }

        Tri test(Scene scene) {
            Value value = left.in(scene);
            if (value == Value.Lack.ABSENT) {
                return Tri.NO;
            }
            Tri matches = value == Value.Lack.UNKNOWN ? Tri.MAY : right.matches(value);
            return inverted ? matches.negated() : matches;
        }
    }
}
