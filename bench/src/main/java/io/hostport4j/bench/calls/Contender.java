package io.hostport4j.bench.calls;

import io.hostport4j.testkit.NetNamespace;

/** Something that gives the benchmark's container a number of host ports on a node, and takes them back. */
interface Contender {
    String name();

    /** What it takes before its first call on a node; no part of any call. */
    Calls on(NetNamespace node);

    /** Its calls on one node, made by a thread that is in the node's namespace. */
    interface Calls extends AutoCloseable {
        void add(int ports);

        void check(int ports);

        void remove(int ports);

        @Override
        void close();
    }
}
