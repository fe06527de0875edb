package io.hostport4j.examples.portmap;

import io.hostport4j.testkit.traffic.Protocol;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.List;

/** One cell of the traffic matrix. */
record Question(Protocol protocol, StandardProtocolFamily family, Way way, HostIp hostIp) {

    static List<Question> all() {
        List<Question> questions = new ArrayList<>();
        for (HostIp hostIp : HostIp.values()) {
            for (Way way : Way.values()) {
                for (StandardProtocolFamily family : List.of(StandardProtocolFamily.INET, StandardProtocolFamily.INET6)) {
                    for (Protocol protocol : Protocol.values()) {
                        questions.add(new Question(protocol, family, way, hostIp));
                    }
                }
            }
        }
        return questions;
    }

    boolean expectsAnswer() {
        return hostIp.opens(way, family);
    }

    @Override
    public String toString() {
        return hostIp + ", " + way + ", " + protocol + " over " + (family == StandardProtocolFamily.INET ? "IPv4" : "IPv6")
                + (expectsAnswer() ? " is answered" : " is refused");
    }
}
