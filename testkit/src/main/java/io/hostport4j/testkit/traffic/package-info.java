/** Real TCP and UDP traffic between network namespaces: servers that tell who asked, and clients that tell who answered. */
package io.hostport4j.testkit.traffic;
