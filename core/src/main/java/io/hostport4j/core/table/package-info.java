/**
 * What the table {@code inet hostport} means, whichever way a backend speaks to the kernel: its sets and chains, what a forward is in
 * them, and which elements a change takes away and adds. {@code docs/architecture.md} shows it as {@code nft list} prints it.
 */
package io.hostport4j.core.table;
