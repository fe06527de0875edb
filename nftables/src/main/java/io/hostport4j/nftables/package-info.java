/** The hostport4j backend that drives the {@code nft} tool. Found by {@link java.util.ServiceLoader}. */
package io.hostport4j.nftables;
