/**
 * What kernel and traffic tests stand on: network namespaces that a test makes and throws away, without root.
 *
 * <p>The test JVM itself runs in namespaces of its own (see {@code testkit/namespaced/bin/java}); {@link RequiresNamespaces}
 * makes sure of that before a test touches anything.
 */
package io.hostport4j.testkit;
