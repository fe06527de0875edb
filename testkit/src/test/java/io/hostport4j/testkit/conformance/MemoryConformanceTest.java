package io.hostport4j.testkit.conformance;

class MemoryConformanceTest extends BackendConformance {
    @Override
    protected BackendFixture fixture() {
        return new MemoryFixture();
    }
}
