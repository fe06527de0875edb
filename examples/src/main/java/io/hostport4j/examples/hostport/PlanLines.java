package io.hostport4j.examples.hostport;

import io.hostport4j.cni.install.Plan;
import java.io.PrintWriter;

/** What an installation changed or would change, a line each, for people. */
final class PlanLines {
    private PlanLines() {}

    static void print(Plan plan, PrintWriter out) {
        plan.changes().forEach(out::println);
        plan.notes().forEach(note -> note(note, out));
    }

    static void printWithDiff(Plan plan, PrintWriter out) {
        print(plan, out);
        // Not by println, which has its own idea of a line's end.
        out.print(plan.diff());
        out.flush();
    }

    static void note(String note, PrintWriter out) {
        out.println("note    " + note);
    }
}
