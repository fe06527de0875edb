/**
 * What rules are made of: one record for each expression of nf_tables ({@code linux/netfilter/nf_tables.h}), which prints as
 * {@code nft --debug=netlink} prints it.
 */
package io.hostport4j.netlink.nftables.expr;
