/**
 * The runtime side of the CNI protocol: lists of plugins are called, results kept, as libcni does it and in its formats, so that
 * runtimes in Go and in Java can share a node.
 */
package io.hostport4j.cni.runtime;
