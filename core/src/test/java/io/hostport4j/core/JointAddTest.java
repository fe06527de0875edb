package io.hostport4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.PortMapping;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JointAddTest {
    private final MemoryBackend backend = new MemoryBackend();
    private final HostPorts hostPorts = new HostPorts(Requests.opened(backend), List.of(), new FakeNetwork(), Duration.ofSeconds(30),
            InstantSource.system());
    private final HostPortRequest web = request("web", 8080);
    private final HostPortRequest dns = request("dns", 853);
    private final HostPortRequest mail = request("mail", 25);

    @Test
    void thoseWhoHaveNothingAreAddedInOneCommit() {
        assertThat(hostPorts.addAll(List.of(web, dns, mail))).isEmpty();

        assertThat(backend.jointCommits).isEqualTo(1);
        List.of(web, dns, mail).forEach(hostPorts::check);
    }

    @Test
    void whatAHolderHasFailsByItselfAndNamesTheHolder() {
        hostPorts.add(request("other", 853));

        Map<AttachmentId, HostPortException> failures = hostPorts.addAll(List.of(web, dns, mail));

        assertThat(failures).containsOnlyKeys(dns.attachment());
        assertThat(failures.get(dns.attachment())).isInstanceOf(ConflictException.class).hasMessageContaining("\"other\"");
        List.of(web, mail).forEach(hostPorts::check);
        assertThat(backend.jointCommits).isEqualTo(1);
    }

    @Test
    void ofTwoWhoWantOnePortTheFirstHasIt() {
        assertThat(hostPorts.addAll(List.of(web, request("other", 8080), dns))).containsOnlyKeys(Requests.OTHER);

        List.of(web, dns).forEach(hostPorts::check);
    }

    @Test
    void whatCanNeverWorkKeepsNoOtherFromItsPorts() {
        HostPortRequest hopeless = Requests.request(new AttachmentId("net", "hopeless", "eth0"), PortMapping.tcp(1, 1), PortMapping.tcp(1, 2));

        assertThat(hostPorts.addAll(List.of(web, hopeless, dns))).containsOnlyKeys(hopeless.attachment());

        List.of(web, dns).forEach(hostPorts::check);
    }

    @Test
    void whoHasThemAlreadyKeepsThem() {
        hostPorts.add(dns);

        assertThat(hostPorts.addAll(List.of(web, dns, mail))).isEmpty();

        List.of(web, dns, mail).forEach(hostPorts::check);
    }

    @Test
    void aBackendThatCannotCommitTogetherCommitsOneByOne() {
        backend.commitsTogether = false;

        assertThat(hostPorts.addAll(List.of(web, dns, mail))).isEmpty();

        assertThat(backend.jointCommits).isZero();
        List.of(web, dns, mail).forEach(hostPorts::check);
    }

    @Test
    void whoIsFasterMeanwhileIsMet() {
        backend.meanwhile(() -> backend.forwards.addAll(
                new ForwardPlan(request("other", 853), Requests.opened(backend)).wanted().values()));

        assertThat(hostPorts.addAll(List.of(web, dns, mail))).containsOnlyKeys(dns.attachment());

        List.of(web, mail).forEach(hostPorts::check);
    }

    @Test
    void aRehearsalTellsTheHolderAndChangesNothing() {
        hostPorts.rehearse(web);
        assertThat(backend.forwards).isEmpty();
        hostPorts.add(request("other", 8080));

        assertThatThrownBy(() -> hostPorts.rehearse(web)).isInstanceOf(ConflictException.class)
                .hasMessageContaining("\"other\"");
    }

    private static HostPortRequest request(String container, int port) {
        return Requests.request(new AttachmentId("net", container, "eth0"), PortMapping.tcp(port, 80));
    }
}
