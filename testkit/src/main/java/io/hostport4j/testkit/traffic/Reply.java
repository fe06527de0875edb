package io.hostport4j.testkit.traffic;

/** What came of a question: an answer, or the way in which there was none. */
public sealed interface Reply permits Answer, Failure {
}
