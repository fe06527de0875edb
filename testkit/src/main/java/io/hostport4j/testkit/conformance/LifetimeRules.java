package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Stage.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Settings;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** From open to close, and where. */
interface LifetimeRules extends Aspect {
    /** More than whatever else the process opens meanwhile. */
    int MANY = 50;

    @Test
    @Rule("R43")
    default void forwardsStayWhenTheBackendIsClosedAndOthersSeeThem() {
        stage().require(Capability.LASTING);
        List<Forward> forwards = stage().everywhere(WEB, 8080);
        try (Backend backend = open(stage().openNetwork())) {
            stage().add(backend, WEB, forwards);
        }
        assertThat(ways(stage().own(stage().another(), WEB))).isEqualTo(ways(forwards));
    }

    @Test
    @Rule("R44")
    default void closingGivesBackWhatOpeningTook() {
        HostNetwork network = stage().openNetwork();
        openAndClose(network);
        long before = stage().fixture().openResources();
        for (int i = 0; i < MANY; i++) {
            openAndClose(network);
        }
        assertThat(stage().fixture().openResources()).isLessThan(before + MANY);
    }

    @Test
    @Rule("R45")
    default void theNetworkThatItWasOpenedWithStaysOpen() {
        WatchedNetwork network = new WatchedNetwork(stage().openNetwork());
        openAndClose(network);
        assertThat(network.isClosed()).isFalse();
    }

    @Test
    @Rule("R46")
    default void aBackendBelongsToTheNamespaceOfTheThreadThatOpenedIt() {
        stage().require(Capability.LASTING);
        stage().add(stage().backend(), WEB, stage().everywhere(WEB, 8080));
        AtomicReference<List<String>> there = new AtomicReference<>();
        Assumptions.assumeTrue(stage().fixture().onAnotherNode(() -> {
            try (HostNetwork network = stage().fixture().openNetwork(); Backend backend = open(network)) {
                there.set(ways(backend.read(new Scope.All()).forwards()));
            }
        }), "the fixture has no other node");
        assertThat(there.get()).isEmpty();
    }

    @Test
    @Rule("R47")
    default void closingTwiceIsTheSameAsOnce() {
        Backend backend = open(stage().openNetwork());
        backend.read(new Scope.All());
        backend.close();
        backend.close();
    }

    /** Closed by the test itself, once. */
    private Backend open(HostNetwork network) {
        return stage().fixture().provider().open(new Settings(network));
    }

    private void openAndClose(HostNetwork network) {
        try (Backend backend = open(network)) {
            backend.read(new Scope.All());
        }
    }
}
