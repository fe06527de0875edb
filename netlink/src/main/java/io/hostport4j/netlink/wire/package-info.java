/**
 * Netlink messages as bytes, {@code linux/netlink.h}: written by {@link io.hostport4j.netlink.wire.MessageWriter}, read by
 * {@link io.hostport4j.netlink.wire.NetlinkMessage} and {@link io.hostport4j.netlink.wire.Attributes}.
 *
 * <p>Nothing here asks the system for anything. Reading checks every length first: bytes of any kind end in a value or in
 * {@link io.hostport4j.netlink.wire.MalformedMessageException}.
 */
package io.hostport4j.netlink.wire;
