package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.DNS;
import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Pod.tcp;
import static io.hostport4j.testkit.conformance.Stage.ways;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.ConflictPolicy;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.PortPolicy;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Backend;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has a host port that somebody wants: the engine can refuse only what a read shows it. */
interface HolderRules extends Aspect {
    @Test
    @Rule("R8")
    default void theHolderOfAWantedHostPortIsShown() {
        for (Family family : stage().families()) {
            shows(DNS.forward(tcp(family, 8080)), WEB.forward(tcp(family, 8080)));
            HostPort single = onOneAddress(family, 8081);
            shows(DNS.forward(single), WEB.forward(single));
        }
    }

    @Test
    @Rule("R8")
    default void theEngineNamesTheHolderAndChangesNothing() {
        HostPorts engine = stage().engine();
        engine.add(DNS.request(PortMapping.tcp(8080, 80)));
        String before = stage().state();

        ConflictException conflict = catchThrowableOfType(ConflictException.class,
                () -> engine.add(WEB.request(PortMapping.tcp(8081, 80), PortMapping.tcp(8080, 80))));

        assertThat(conflict).isNotNull();
        assertThat(conflict.holder().hostPort().port()).isEqualTo(8080);
        assertThat(conflict.holder().target().address()).isIn(DNS.address(Family.IPV4).address(), DNS.address(Family.IPV6).address());
        assertThat(stage().state()).isEqualTo(before);
    }

    @Test
    @Rule("R8")
    default void theEngineTakesOnePortFromAHolderWhoKeepsTheOthers() {
        HostPorts engine = stage().engine();
        engine.add(DNS.request(PortMapping.tcp(8080, 80), PortMapping.tcp(8081, 81)));

        HostPortRequest taking = WEB.request(PortMapping.tcp(8080, 80)).with(PortPolicy.DEFAULT.with(ConflictPolicy.REPLACE));
        engine.add(taking);

        engine.check(taking);
        engine.check(DNS.request(PortMapping.tcp(8081, 81)));
    }

    @Test
    @Rule("R9")
    default void whoWantsEveryAddressIsShownHoldersOfSingleOnes() {
        for (Family family : stage().families()) {
            shows(DNS.forward(onOneAddress(family, 8080)), WEB.forward(tcp(family, 8080)));
        }
    }

    @Test
    @Rule("R10")
    default void whoWantsOneAddressIsShownTheHolderOfEveryOne() {
        for (Family family : stage().families()) {
            shows(DNS.forward(tcp(family, 8080)), WEB.forward(onOneAddress(family, 8080)));
        }
    }

    private HostPort onOneAddress(Family family, int port) {
        return new HostPort(Protocol.TCP, stage().fixture().hostAddresses(family).get(0), port);
    }

    private void shows(Forward held, Forward wanted) {
        Backend backend = stage().backend();
        stage().add(backend, DNS, held);
        assertThat(ways(backend.read(stage().scope(WEB, List.of(wanted))).forwards())).contains(ways(List.of(held)).get(0));
        stage().replace(backend, DNS, List.of());
    }
}
