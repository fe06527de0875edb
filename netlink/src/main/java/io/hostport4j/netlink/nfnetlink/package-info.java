/** What all netfilter subsystems share on netlink: their header and their batches ({@code linux/netfilter/nfnetlink.h}). */
package io.hostport4j.netlink.nfnetlink;
