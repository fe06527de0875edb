package io.hostport4j.testkit.conformance;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.OpenedBackend;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/** The node of one test with what is open on it, and the steps that tests are made of. */
final class Stage implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Supplier<BackendFixture> fixtures;
    private final BackendFixture fixture;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final HostNetwork network;
    private Backend first;

    Stage(Supplier<BackendFixture> fixtures) {
        this.fixtures = fixtures;
        fixture = fixtures.get();
        network = openNetwork();
    }

    BackendFixture fixture() {
        return fixture;
    }

    /** The same one each time. */
    Backend backend() {
        if (first == null) {
            first = open(Mark.DEFAULT);
        }
        return first;
    }

    /** A further one, as if in another process. */
    Backend another() {
        require(Capability.LASTING);
        return open(Mark.DEFAULT);
    }

    /** With a network of its own, for neither need be thread-safe. */
    Backend open(Mark mark) {
        Backend backend = fixture.provider().open(new Settings(openNetwork(), mark));
        opened.push(backend);
        return backend;
    }

    /** Closed with the stage. */
    HostNetwork openNetwork() {
        HostNetwork opening = fixture.openNetwork();
        opened.push(opening);
        return opening;
    }

    /** An engine with a backend of its own; closed with the stage, if not before. */
    HostPorts engine() {
        HostNetwork own = fixture.openNetwork();
        OperationTime time = new OperationTime(DEADLINE, InstantSource.system());
        Backend backend = fixture.provider().open(new Settings(own, Mark.DEFAULT, time));
        HostPorts engine = new HostPorts(new OpenedBackend(fixture.provider().name(), fixture.capabilities(), backend), List.of(), own, time);
        opened.push(engine);
        return engine;
    }

    /** The rest of the test is not run with a backend that cannot do this. */
    void require(Capability capability) {
        Assumptions.assumeTrue(fixture.capabilities().contains(capability), "the backend does not claim " + capability);
    }

    List<Family> families() {
        return fixture.capabilities().contains(Capability.IPV6) ? List.of(Family.values()) : List.of(Family.IPV4);
    }

    /** A forward on every address of each family. */
    List<Forward> everywhere(Pod pod, int port) {
        return families().stream().map(family -> pod.forward(Pod.tcp(family, port))).toList();
    }

    String state() {
        return fixture.state();
    }

    Scope.Of scope(Pod pod, Collection<Forward> wanted) {
        Map<HostPort, Forward> byHostPort = new LinkedHashMap<>();
        wanted.forEach(forward -> byHostPort.put(forward.hostPort(), forward));
        return new Scope.Of(pod.owner(), byHostPort, links(pod));
    }

    private Map<InetAddress, Link> links(Pod pod) {
        Map<InetAddress, Link> links = new HashMap<>();
        for (Family family : families()) {
            ContainerAddress address = pod.address(family);
            links.put(address.address(), new Link(network.linkTowards(address.address()).orElse(0), address.prefixLength()));
        }
        return links;
    }

    /** Makes a pod's forwards exactly these, as the engine does. */
    void replace(Backend backend, Pod pod, Collection<Forward> wanted) {
        commit(backend, backend.read(scope(pod, wanted)), pod, wanted);
    }

    /** The step from what a snapshot shows to these. */
    void commit(Backend backend, Snapshot basis, Pod pod, Collection<Forward> wanted) {
        Set<Forward> before = owned(basis, pod);
        backend.commit(new Change(basis, pod.owner(), without(before, wanted), without(wanted, before)));
    }

    void add(Backend backend, Pod pod, Forward... more) {
        add(backend, pod, Arrays.asList(more));
    }

    void add(Backend backend, Pod pod, Collection<Forward> more) {
        List<Forward> wanted = new ArrayList<>(own(backend, pod));
        wanted.addAll(more);
        replace(backend, pod, wanted);
    }

    /** All forwards of a pod. */
    Set<Forward> own(Backend backend, Pod pod) {
        return owned(backend.read(Scope.Of.all(pod.owner())), pod);
    }

    static Set<Forward> owned(Snapshot snapshot, Pod pod) {
        Set<Forward> owned = new LinkedHashSet<>(snapshot.forwards());
        owned.removeIf(forward -> !forward.owner().equals(pod.owner()));
        return owned;
    }

    /** What is compared where a test is about ports and targets, and nothing else. */
    static List<String> ways(Collection<Forward> forwards) {
        return forwards.stream().map(forward -> forward.hostPort() + " -> " + forward.target()).sorted().toList();
    }

    /** A stage of its own for each damage that the fixture knows. */
    void forEachDamage(Consumer<DamagedStage> test) {
        int count = fixture.damages().size();
        Assumptions.assumeTrue(count > 0, "the fixture knows no damage");
        close();
        for (int i = 0; i < count; i++) {
            try (Stage stage = new Stage(fixtures)) {
                test.accept(new DamagedStage(stage, stage.fixture.damages().get(i)));
            }
        }
    }

    /**
     * A node to which something will happen.
     *
     * @param damage has not happened yet
     */
    record DamagedStage(Stage stage, Damage damage) {}

    /** Closes what the test opened, then the fixture; twice is the same as once. */
    @Override
    public void close() {
        if (opened.isEmpty()) {
            return;
        }
        try {
            while (!opened.isEmpty()) {
                close(opened.pop());
            }
        } finally {
            fixture.close();
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(resource + " cannot be closed", e);
        }
    }

    private static Set<Forward> without(Collection<Forward> some, Collection<Forward> others) {
        Set<Forward> rest = new LinkedHashSet<>(some);
        others.forEach(rest::remove);
        return rest;
    }
}
