package io.hostport4j.netlink.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.RouteLocalnetState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteLocalnetTest {
    @TempDir
    private Path interfaces;
    private RouteLocalnet routeLocalnet;

    @BeforeEach
    void furnish() throws IOException {
        set("all", "0");
        set("default", "0");
        routeLocalnet = RouteLocalnet.open(interfaces);
    }

    @AfterEach
    void close() {
        routeLocalnet.close();
    }

    @Test
    void whatItTurnsOnIsMarked() throws IOException {
        set("pods0", "0");
        routeLocalnet.enable("pods0");
        assertThat(value("pods0")).isEqualTo("4");
        assertThat(value("default")).isEqualTo("0");
    }

    @Test
    void whatWasOnStaysAsItWas() throws IOException {
        set("pods0", "1");
        routeLocalnet.enable("pods0");
        assertThat(value("pods0")).isEqualTo("1");
    }

    @Test
    void whereItIsOnForAllNothingIsWritten() throws IOException {
        set("all", "1");
        set("pods0", "0");
        routeLocalnet.enable("pods0");
        assertThat(value("pods0")).isEqualTo("0");
    }

    @Test
    void aNameWithADotIsANameLikeAnyOther() throws IOException {
        set("eth0.100", "0");
        routeLocalnet.enable("eth0.100");
        assertThat(value("eth0.100")).isEqualTo("4");
    }

    @Test
    void onlyWhatIsMarkedIsTurnedOff() throws IOException {
        set("pods0", "4");
        set("pods1", "1");
        assertThat(routeLocalnet.disable("pods0")).isTrue();
        assertThat(routeLocalnet.disable("pods0")).isFalse();
        assertThat(routeLocalnet.disable("pods1")).isFalse();
        assertThat(value("pods0")).isEqualTo("0");
        assertThat(value("pods1")).isEqualTo("1");
    }

    @Test
    void itIsTurnedOnAndOffAgainAndAgain() throws IOException {
        set("pods0", "0");
        for (int round = 0; round < 2; round++) {
            assertThat(routeLocalnet.enable("pods0")).isTrue();
            assertThat(routeLocalnet.enable("pods0")).isFalse();
            assertThat(routeLocalnet.disable("pods0")).isTrue();
        }
    }

    @Test
    void whatIsMarkedIsListedAgainAndAgain() throws IOException {
        set("pods0", "4");
        set("pods1", "1");
        set("pods2", "4");
        assertThat(routeLocalnet.marked()).containsExactlyInAnyOrder("pods0", "pods2");
        assertThat(routeLocalnet.marked()).containsExactlyInAnyOrder("pods0", "pods2");
    }

    @Test
    void theStateTellsWhoWantedIt() throws IOException {
        set("pods0", "0");
        set("pods1", "1");
        set("pods2", "4");
        set("pods3", "42");
        assertThat(routeLocalnet.state("pods0")).contains(RouteLocalnetState.OFF);
        assertThat(routeLocalnet.state("pods1")).contains(RouteLocalnetState.ON);
        assertThat(routeLocalnet.state("pods2")).contains(RouteLocalnetState.MARKED);
        assertThat(routeLocalnet.state("pods3")).contains(RouteLocalnetState.ON);
        set("all", "1");
        assertThat(routeLocalnet.state("pods0")).contains(RouteLocalnetState.ON);
        assertThat(routeLocalnet.state("pods2")).contains(RouteLocalnetState.MARKED);
    }

    @Test
    void anInterfaceThatVanishesMeanwhileIsPassedOver() throws IOException {
        set("pods0", "4");
        Files.createDirectory(interfaces.resolve("vanishing"));
        assertThat(routeLocalnet.marked()).containsExactly("pods0");
        assertThat(routeLocalnet.state("vanishing")).isEmpty();
        assertThat(routeLocalnet.disable("vanishing")).isFalse();
    }

    @Test
    void anErrorNamesTheFileAndSaysWhatToDo() throws IOException {
        // A folder in its place can be written to by nobody, root included.
        Files.createDirectories(interfaces.resolve("pods0/route_localnet"));
        assertThatThrownBy(() -> routeLocalnet.enable("pods0"))
                .isInstanceOf(BackendFailedException.class)
                .hasMessageStartingWith("unable to enable route_localnet: " + interfaces.resolve("pods0/route_localnet") + ": ")
                .hasMessageEndingWith("; make it writable, set it to 1 beforehand, or set snat to false");
    }

    /** As the kernel shows it, with a line feed. */
    private void set(String interfaceName, String value) throws IOException {
        Path folder = Files.createDirectories(interfaces.resolve(interfaceName));
        Files.writeString(folder.resolve("route_localnet"), value + "\n");
    }

    private String value(String interfaceName) throws IOException {
        return Files.readString(interfaces.resolve(interfaceName).resolve("route_localnet")).strip();
    }
}
