/** The backend that drives iptables-restore, in the rule shapes of the reference plugin: each may remove what the other made. */
package io.hostport4j.iptables;
