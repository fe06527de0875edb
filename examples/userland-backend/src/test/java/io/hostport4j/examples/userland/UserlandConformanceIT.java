package io.hostport4j.examples.userland;

import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.conformance.BackendConformance;
import io.hostport4j.testkit.conformance.BackendFixture;

@RequiresNamespaces
@RequiresTools("ip")
class UserlandConformanceIT extends BackendConformance {
    @Override
    protected BackendFixture fixture() {
        return new UserlandFixture();
    }
}
