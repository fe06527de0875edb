/** The plugin side of the CNI protocol: from environment and stdin to a handler, and back to stdout and the exit code. */
package io.hostport4j.cni.plugin;
