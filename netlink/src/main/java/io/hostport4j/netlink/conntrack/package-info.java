/**
 * Connections that the kernel tracks, read and deleted over nfnetlink: {@link io.hostport4j.netlink.conntrack.Conntrack}.
 */
package io.hostport4j.netlink.conntrack;
