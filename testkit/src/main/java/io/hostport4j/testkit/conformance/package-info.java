/**
 * What every backend is held to: the rules of {@code docs/backend-contract.md} as tests. A backend's own test is a subclass of
 * {@link io.hostport4j.testkit.conformance.BackendConformance} that gives it a {@link io.hostport4j.testkit.conformance.BackendFixture}.
 */
package io.hostport4j.testkit.conformance;
