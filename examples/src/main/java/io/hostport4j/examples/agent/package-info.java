/**
 * The resident agent: serves calls of the plugin's shim ({@code portmap-shim.c}) in a JVM that stays. The protocol between them is
 * described in docs/agent.md.
 */
package io.hostport4j.examples.agent;
