/** The portmap plugin on the engine; the only package here that knows CNI. */
package io.hostport4j.core.cni;
