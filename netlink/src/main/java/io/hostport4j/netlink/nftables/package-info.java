/**
 * nf_tables from Java, without the {@code nft} tool: tables, chains, sets, maps and rules as values, transactions that the kernel
 * carries out as a whole or not at all, and reads of one consistent state ({@code linux/netfilter/nf_tables.h}).
 *
 * <p>Begin with {@link io.hostport4j.netlink.nftables.Nftables}. What is written here, {@code nft list} prints as its own.
 */
package io.hostport4j.netlink.nftables;
