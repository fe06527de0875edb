package io.hostport4j.testkit.world;

import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.cni.Attachment;
import io.hostport4j.testkit.cni.CniChain;
import io.hostport4j.testkit.cni.CniResult;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;

/**
 * A network namespace that a chain has connected.
 *
 * @param namespace the namespace
 * @param chain the chain that connected it
 * @param attachment what the chain was asked
 * @param result what its ADD gave back
 */
public record Container(NetNamespace namespace, CniChain chain, Attachment attachment, CniResult result) {

    /** Checks. */
    public Container {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(chain, "chain");
        Objects.requireNonNull(attachment, "attachment");
        Objects.requireNonNull(result, "result");
    }

    /**
     * The container id.
     *
     * @return CNI_CONTAINERID
     */
    public String id() {
        return attachment.containerId();
    }

    /**
     * The interface inside the container.
     *
     * @return CNI_IFNAME
     */
    public String ifName() {
        return attachment.ifName();
    }

    /**
     * The container's first IPv4 address.
     *
     * @return the address
     * @throws IllegalStateException if it has none
     */
    public InetAddress v4() {
        return first(Inet4Address.class);
    }

    /**
     * The container's first IPv6 address.
     *
     * @return the address
     * @throws IllegalStateException if it has none
     */
    public InetAddress v6() {
        return first(Inet6Address.class);
    }

    private InetAddress first(Class<? extends InetAddress> family) {
        return result.addresses().stream().filter(family::isInstance).findFirst().orElseThrow(() -> new IllegalStateException(
                "container \"" + id() + "\" has no " + family.getSimpleName() + "; give its network a range of that family"));
    }
}
