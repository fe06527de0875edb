/**
 * A netlink socket, and requests with their answers on it.
 *
 * <p>{@link io.hostport4j.netlink.socket.Syscalls} is all that is native; tests put a scripted kernel in its place. A socket belongs
 * to the network namespace of the thread that opens it, whatever that thread does later. Every error is a
 * {@link io.hostport4j.netlink.socket.NetlinkException}.
 */
package io.hostport4j.netlink.socket;
