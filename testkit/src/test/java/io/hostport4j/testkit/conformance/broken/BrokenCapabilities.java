package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import java.util.EnumSet;
import java.util.Set;

/** Claims that are not so. */
final class BrokenCapabilities {
    private BrokenCapabilities() {}

    /** Does not say that it can do SCTP. */
    @Breaks("R32")
    static final class ClaimsTooLittle extends Broken {
        @Override
        BackendProvider provider(BackendProvider sound) {
            return new PassingProvider(sound) {
                @Override
                public Probe probe() {
                    Set<Capability> claimed = EnumSet.allOf(Capability.class);
                    claimed.remove(Capability.SCTP);
                    return new Probe.Usable("memory", claimed);
                }
            };
        }
    }

    /** Has one map for a port of IPv6, whatever the protocol. */
    @Breaks("R33")
    static final class MixesUpTheProtocolsOfIpv6 extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    super.commit(addingOnly(change, forward -> forward.hostPort().family() == Family.IPV4
                            || forward.hostPort().protocol() == Protocol.TCP
                            || change.additions().stream().noneMatch(other -> other.hostPort().family() == Family.IPV6
                                    && other.hostPort().protocol() == Protocol.TCP
                                    && other.hostPort().port() == forward.hostPort().port())));
                }
            };
        }
    }

    /** Claims SCTP on a kernel without it. */
    @Breaks("R34")
    static final class HasNoSctp extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    if (change.additions().stream().anyMatch(forward -> forward.hostPort().protocol() == Protocol.SCTP)) {
                        throw new BackendFailedException("memory: not supported");
                    }
                    super.commit(change);
                }
            };
        }
    }

    /** Does not know "snat": false. */
    @Breaks("R35")
    static final class MasqueradesAnyway extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    super.commit(adding(change, forward -> forward.masquerade() == Masquerade.NEVER
                            ? new Forward(forward.hostPort(), forward.target(), Masquerade.WHEN_NEEDED, forward.owner()) : forward));
                }
            };
        }
    }

    /** Claims what no kernel can. */
    @Breaks("R36")
    static final class CannotReachTheLoopbackOfIpv6 extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    if (change.additions().stream().anyMatch(forward -> forward.hostPort().family() == Family.IPV6
                            && forward.hostPort().address().isLoopbackAddress())) {
                        throw new BackendFailedException("memory: not supported");
                    }
                    super.commit(change);
                }
            };
        }
    }

    /** Cannot translate between the families. */
    @Breaks("R37")
    static final class StaysInTheFamily extends Broken {
        @Override
        Backend backend(Backend sound) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    if (change.additions().stream().anyMatch(Forward::crossesFamilies)) {
                        throw new BackendFailedException("memory: not supported");
                    }
                    super.commit(change);
                }
            };
        }
    }

    /** Knows a bit, and no chain. */
    @Breaks("R38")
    static final class MarksByItself extends Broken {
        @Override
        Backend backend(Backend sound, Settings settings) {
            return new Passing(sound) {
                @Override
                public void commit(Change change) {
                    if (settings.mark() instanceof Mark.Chain && !change.additions().isEmpty()) {
                        throw new BackendFailedException("memory: not supported");
                    }
                    super.commit(change);
                }
            };
        }
    }
}
