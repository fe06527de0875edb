package io.hostport4j.iptables;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import java.util.Map;

/**
 * A container's chain that was found, and what its rules amount to.
 *
 * @param place the table that it is in
 * @param chain as it was read
 * @param owner whose it is
 * @param forwards what each group of its rules is; those that nothing leads to only for the owner who is asked for
 */
record FoundChain(Place place, ContainerChain chain, Owner owner, Map<ForwardRules, Forward> forwards) {}
