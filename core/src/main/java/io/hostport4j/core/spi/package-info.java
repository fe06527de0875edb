/** What a backend is: implement {@link io.hostport4j.core.spi.BackendProvider} and register it for {@link java.util.ServiceLoader}. */
package io.hostport4j.core.spi;
