/** What the engine speaks of, and the errors about it. Depends on the JDK alone. */
package io.hostport4j.core.model;
