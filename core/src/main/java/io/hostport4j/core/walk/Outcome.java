package io.hostport4j.core.walk;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.IpText;
import java.net.InetAddress;

/** What becomes of a packet, and of the answer to it. */
public sealed interface Outcome {
    /** Whether a client gets an answer, if somebody listens where the packet goes. */
    boolean answered();

    /**
     * It leaves the node, to a container or to another machine.
     *
     * @param seen the client's address as it is seen there
     */
    record Forwarded(Endpoint to, String link, InetAddress seen) implements Outcome {
        @Override
        public boolean answered() {
            return true;
        }

        @Override
        public String toString() {
            return "goes to " + to + " by " + link + ", which sees it come from " + IpText.of(seen);
        }
    }

    /** It comes to a process of the node, if one listens. */
    record ToNode(Endpoint to) implements Outcome {
        @Override
        public boolean answered() {
            return true;
        }

        @Override
        public String toString() {
            return "goes to the node's own processes at " + to;
        }
    }

    /** A rule throws it away, or a chain's policy; the client waits. */
    record Dropped(Step by) implements Outcome {
        @Override
        public boolean answered() {
            return false;
        }

        @Override
        public String toString() {
            return "is dropped in " + by.where() + " by " + by.chain() + ": " + by.rule();
        }
    }

    /** A rule refuses it, and tells the client. */
    record Rejected(Step by) implements Outcome {
        @Override
        public boolean answered() {
            return false;
        }

        @Override
        public String toString() {
            return "is rejected in " + by.where() + " by " + by.chain() + ": " + by.rule();
        }
    }

    /** The node's routing throws it away. */
    record Unrouted(String why) implements Outcome {
        @Override
        public boolean answered() {
            return false;
        }

        @Override
        public String toString() {
            return "is thrown away by routing: " + why;
        }
    }

    /** It arrives, but the answer does not come back. */
    record AnswerLost(Outcome there, Outcome back) implements Outcome {
        @Override
        public boolean answered() {
            return false;
        }

        @Override
        public String toString() {
            return there + "; but the answer " + back;
        }
    }

    /** A program decides that takes it out of a queue, or a rule that cannot be read. */
    record Undecided(Step by) implements Outcome {
        @Override
        public boolean answered() {
            return false;
        }

        @Override
        public String toString() {
            return "is up to something that cannot be read, in " + by.where() + " by " + by.chain() + ": " + by.rule();
        }
    }
}
