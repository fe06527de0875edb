/**
 * The demo: a node, a client and two containers as network namespaces, a host port that the plugin gives one of them, the page
 * behind it fetched from everywhere, and the proof that nothing is left.
 *
 * <p>{@link io.hostport4j.examples.demo.Demo} is the story; it needs {@code ip}, {@code nsenter} and a kernel, nothing else.
 */
package io.hostport4j.examples.demo;
