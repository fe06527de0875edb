/** Running the node's own tools, for backends that drive one. */
package io.hostport4j.core.tool;
