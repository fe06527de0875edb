package io.hostport4j.core.spi;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the engine needs of the node besides forwards. Works in the network namespace of the thread that opened it.
 *
 * @implSpec failures are {@link BackendFailedException}
 */
public interface HostNetwork extends NodeFacts, AutoCloseable {
    /** Index of the interface through which the node would send to an address; empty when it has no route there. */
    OptionalInt linkTowards(InetAddress address);

    /**
     * Whether there can be a container that has an address.
     *
     * @implSpec {@link Presence#POSSIBLE} whenever there is any doubt: a living container loses its port otherwise
     */
    default Presence presence(InetAddress address) {
        return Presence.POSSIBLE;
    }

    /**
     * Sockets of the node that take packets of anybody on some ports: listening ones of TCP and SCTP, bound ones of UDP.
     *
     * @implSpec none where they cannot be listed by their nature, e.g. SCTP without its kernel module
     */
    default List<HostListener> listeners(Protocol protocol, Set<Integer> ports) {
        return List.of();
    }

    /** Ports that the kernel gives away by itself. */
    default LocalPorts localPorts() {
        return LocalPorts.UNKNOWN;
    }

    /**
     * Whether the node sends on packets of a family at all, by the sysctls of the calling thread's network namespace. True where that
     * cannot be told.
     */
    default boolean forwardsPackets(Family family) {
        return true;
    }

    /** Index of the interface of that name; empty when there is none. */
    OptionalInt linkNamed(String name);

    /** Name of the interface of that index; empty when there is none, or names are not known. */
    default Optional<String> linkName(int link) {
        return Optional.empty();
    }

    /**
     * The number that nf_tables gives the rules of all tables together: every change makes it the {@linkplain #generationAfter next}.
     * Starts no process.
     *
     * @return empty when it is not known
     */
    default OptionalInt generation() {
        return OptionalInt.empty();
    }

    /** The generation that one change makes of another; never 0 ({@code nf_tables_commit}, {@code net/netfilter/nf_tables_api.c}). */
    static int generationAfter(int generation) {
        return generation == -1 ? 1 : generation + 1;
    }

    /**
     * Hears of changes of nf_tables rules from now on, in the network namespace of the calling thread.
     *
     * @param tables those that concern the caller, as nft names them: {@code inet hostport}
     * @throws BackendFailedException when that fails, or the implementation cannot hear of any
     */
    default RuleEvents ruleEvents(Set<String> tables) {
        throw new BackendFailedException("the node's network tells of no changes of rules; use hostport4j-netlink");
    }

    /**
     * How many rules a chain of an nf_tables table has, those of iptables-nft included; 0 when there is no such chain. Starts no
     * process.
     *
     * @param family of the table: {@code ip} or {@code ip6}
     */
    int countRules(Family family, String table, String chain);

    /** Whether the node sends from 127.0.0.0/8 through an interface; empty when there is no such interface. */
    Optional<RouteLocalnetState> routeLocalnet(int link);

    /** The interfaces, by index, where it is {@link RouteLocalnetState#MARKED}. */
    Set<Integer> markedLinks();

    /**
     * Lets the node send from 127.0.0.0/8 through an interface, and marks that it was off before.
     *
     * @return whether this call turned it on; false as well when there is no such interface
     */
    boolean enableRouteLocalnet(int link);

    /**
     * Turns off again what is {@link RouteLocalnetState#MARKED}.
     *
     * @return whether this call turned it off
     */
    boolean disableRouteLocalnet(int link);

    /**
     * Ends flows that a change of forwards made wrong, and no others: without it the connection tracker sends them where they went
     * before.
     *
     * @param removed forwards that are gone: flows that still lead to their targets
     * @param added forwards that are there now: flows to their host ports that lead elsewhere
     * @param standing others on the same ports that were there before and still are: flows that they lead are right
     * @return how many it ended
     */
    int endStrayFlows(Collection<Forward> removed, Collection<Forward> added, Collection<Forward> standing);

    @Override
    void close();
}
