/** The runtime side of CNI for tests: conflists that are run as a container runtime runs them, plugin by plugin. */
package io.hostport4j.testkit.cni;
