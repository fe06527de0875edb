package io.hostport4j.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.FakeNetwork;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.MemoryBackend;
import io.hostport4j.core.Requests;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.PortMapping;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private final MemoryBackend backend = new MemoryBackend();
    private final HostPorts hostPorts = new HostPorts(Requests.opened(backend), List.of(), new FakeNetwork(), Duration.ofSeconds(30),
            InstantSource.system());
    private final Reconciler reconciler = new Reconciler(hostPorts);
    private final HostPortRequest web = request("web", 8080, 8443);
    private final HostPortRequest dns = request("dns", 853);

    @Test
    void whatIsThereIsWholeAndCostsNoChange() {
        hostPorts.add(web);

        assertThat(reconciler.reconcile(List.of(web)).states()).containsExactly(new AttachmentState.Whole(web.attachment()));
        assertThat(backend.commits).hasSize(1);
    }

    @Test
    void whatIsMissingAltogetherComesBack() {
        hostPorts.add(dns);

        Reconciliation reconciliation = reconciler.reconcile(List.of(web, dns));

        assertThat(reconciliation.mended()).extracting(AttachmentState.Mended::attachment).containsExactly(web.attachment());
        hostPorts.check(web);
        assertThat(reconciler.reconcile(List.of(web, dns)).notWhole()).isEmpty();
    }

    @Test
    void whatIsMissingInPartIsNamedAndComesBack() {
        hostPorts.add(web);
        backend.forwards.removeIf(forward -> forward.hostPort().port() == 8443);

        assertThat(reconciler.reconcile(List.of(web)).mended()).singleElement()
                .satisfies(mended -> assertThat(mended.found()).contains("missing: ", "8443").doesNotContain("8080"));
        hostPorts.check(web);
    }

    @Test
    void aComparisonTellsTheSameAndChangesNothing() {
        assertThat(reconciler.compare(List.of(web)).states()).singleElement().isInstanceOf(AttachmentState.Broken.class);
        assertThat(backend.forwards).isEmpty();
    }

    @Test
    void whatFailsForOneKeepsNoOtherFromItsPorts() {
        hostPorts.add(request("other", 8443));

        Reconciliation reconciliation = reconciler.reconcile(List.of(web, dns));

        assertThat(reconciliation.states().get(0)).isInstanceOfSatisfying(AttachmentState.Failed.class,
                failed -> assertThat(failed.why()).isInstanceOf(ConflictException.class).hasMessageContaining("\"other\""));
        assertThat(reconciliation.mended()).extracting(AttachmentState.Mended::attachment).containsExactly(dns.attachment());
    }

    @Test
    void whatNobodyListsIsLeftAlone() {
        hostPorts.add(dns);

        assertThat(reconciler.reconcile(List.of()).states()).isEmpty();
        hostPorts.check(dns);
    }

    private static HostPortRequest request(String container, int... ports) {
        return Requests.request(new AttachmentId("net", container, "eth0"),
                Arrays.stream(ports).mapToObj(port -> PortMapping.tcp(port, 80)).toArray(PortMapping[]::new));
    }
}
