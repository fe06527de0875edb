package io.hostport4j.core.walk;

/** Whether something is so, in the logic of three values. */
enum Tri {
    YES, NO, MAY;

    static Tri of(boolean so) {
        return so ? YES : NO;
    }

    Tri and(Tri other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == MAY || other == MAY ? MAY : YES;
    }

    Tri or(Tri other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == MAY || other == MAY ? MAY : NO;
    }

    Tri negated() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case MAY -> MAY;
        };
    }
}
