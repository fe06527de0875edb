/**
 * Sockets of a network namespace, read over sock_diag: {@link io.hostport4j.netlink.diag.SocketDiagnostics}.
 */
package io.hostport4j.netlink.diag;
