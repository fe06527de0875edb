/**
 * A node in memory: for tests of what stands on {@link io.hostport4j.core.HostPorts}, without a kernel, and as strict as one.
 *
 * <pre>{@code
 * MemoryNode node = new MemoryNode();
 * MemoryBackendProvider provider = new MemoryBackendProvider(node);
 * HostNetwork network = new MemoryNetwork(node);
 * OpenedBackend backend = new OpenedBackend(provider.name(), provider.capabilities(), provider.open(new Settings(network)));
 * try (HostPorts hostPorts = new HostPorts(backend, List.of(), network, HostPorts.DEADLINE, InstantSource.system())) {
 *     hostPorts.add(request);
 * }
 * assertThat(node.dump()).isEqualTo(expected);
 * }</pre>
 */
package io.hostport4j.testkit.memory;
