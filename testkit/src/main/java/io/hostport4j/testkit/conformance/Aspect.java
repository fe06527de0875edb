package io.hostport4j.testkit.conformance;

/** A group of rules that are about one thing; {@link BackendConformance} has them all. */
interface Aspect {
    /** Of this test. */
    Stage stage();
}
