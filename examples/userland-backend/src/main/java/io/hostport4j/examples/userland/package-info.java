/**
 * A backend of one's own, which forwards by sockets: for hosts where nobody may write netfilter rules, and to show that the SPI is
 * enough. Begin with {@link io.hostport4j.examples.userland.UserlandNode}.
 */
package io.hostport4j.examples.userland;
