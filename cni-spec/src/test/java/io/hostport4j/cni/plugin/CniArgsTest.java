package io.hostport4j.cni.plugin;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.types.CniException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CniArgsTest {

    @Test
    void readsThePairsInTheirOrder() {
        assertThat(new CniArgs("IgnoreUnknown=1;K8S_POD_NAME=web;EMPTY=").pairs())
                .containsExactly(
                        entry("IgnoreUnknown", "1"),
                        entry("K8S_POD_NAME", "web"),
                        entry("EMPTY", ""));
    }

    @Test
    void takesTheLastOfAKeyThatAppearsTwice() {
        assertThat(new CniArgs("K=1;K=2").pairs()).containsExactly(entry("K", "2"));
    }

    @Test
    void hasNoPairsWhenItIsEmpty() {
        assertThat(new CniArgs("").pairs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"K", "K=V=W", ";", "K=V;", "some;extra;args"})
    void refusesAPairWithoutExactlyOneEqualsSign(String text) {
        assertThatThrownBy(() -> new CniArgs(text).pairs())
                .isInstanceOfSatisfying(CniException.class, e -> assertThat(e.code()).isEqualTo(4))
                .hasMessageStartingWith("CNI_ARGS: invalid pair \"");
    }

    @Test
    void brokenArgsDoNotHinderAHandlerThatDoesNotAsk() {
        RecordingPlugin plugin = new RecordingPlugin();

        assertThat(PluginWorld.calling("ADD").with("CNI_ARGS", "some;extra;args").run(plugin)).isZero();
        assertThat(plugin.onlyRequest().args().text()).isEqualTo("some;extra;args");
    }
}
