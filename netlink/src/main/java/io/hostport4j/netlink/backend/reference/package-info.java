/** Shows and removes what the reference plugin left in its own nf_tables tables; adds nothing to them. */
package io.hostport4j.netlink.backend.reference;
