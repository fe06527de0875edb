/** The hostport4j backend on this netlink library; the only package here that knows the engine. Found by {@link java.util.ServiceLoader}. */
package io.hostport4j.netlink.backend;
