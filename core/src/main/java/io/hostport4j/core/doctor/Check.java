package io.hostport4j.core.doctor;

import java.util.List;

/** Looks for one kind of fault. A function of what was read: it asks nobody, and the same node gives the same findings. */
@FunctionalInterface
public interface Check {
    /** What is wrong, in the node's order; empty when nothing is. */
    List<Finding> examine(Node node);
}
