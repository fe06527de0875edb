package io.hostport4j.examples.chaos;

/**
 * A host port that is asked for.
 *
 * @param hostIp empty for every address of the node
 */
record Port(String protocol, int number, String hostIp) {

    static Port tcp(int number) {
        return new Port("tcp", number, "");
    }

    String json() {
        return "{\"hostPort\": %d, \"containerPort\": 80, \"protocol\": \"%s\", \"hostIP\": \"%s\"}".formatted(number, protocol, hostIp);
    }
}
