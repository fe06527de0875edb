package io.hostport4j.examples.doctor;

import io.hostport4j.core.doctor.FindingId;

/**
 * A fault that is made for real.
 *
 * @param name for people to read
 * @param id what the doctor has to find
 * @param portmap settings of the plugin in the node's network
 * @param preparation what the node has besides and is healthy with
 * @param injection makes the fault
 * @param aftermath what is done behind the remedy: what it tells in words to do, where no command can, or the proof that packets arrive
 */
record Fault(String name, FindingId id, String portmap, Step preparation, Step injection, Step aftermath) {
    /** Something that is done to a node. */
    @FunctionalInterface
    interface Step {
        Step NONE = node -> { };

        void on(DoctorNode node) throws Exception;
    }

    static Fault of(String name, FindingId id, Step injection) {
        return new Fault(name, id, "", Step.NONE, injection, Step.NONE);
    }

    Fault with(String settings) {
        return new Fault(name, id, settings, preparation, injection, aftermath);
    }

    Fault after(Step first) {
        return new Fault(name, id, portmap, first, injection, aftermath);
    }

    Fault then(Step last) {
        return new Fault(name, id, portmap, preparation, injection, last);
    }

    @Override
    public String toString() {
        return name;
    }
}
