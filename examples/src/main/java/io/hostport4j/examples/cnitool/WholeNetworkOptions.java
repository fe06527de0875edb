package io.hostport4j.examples.cnitool;

import picocli.CommandLine.Parameters;

/** Of the commands of a whole network; the Go cnitool wants a network namespace with these as well, so scripts name one. */
final class WholeNetworkOptions extends NetworkOptions {

    @Parameters(index = "1", arity = "0..1", paramLabel = "NETNS", hidden = true)
    private String unused;
}
