package io.hostport4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OwnNamespacesTest {

    @Test
    void theNamespaceThatTheDemoWasStartedFromIsRefused() {
        String current = OwnNamespaces.current();

        assertThatThrownBy(() -> OwnNamespaces.requireNew(current))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(current)
                .hasMessageContaining("start the demo without --outer-netns");
    }
}
