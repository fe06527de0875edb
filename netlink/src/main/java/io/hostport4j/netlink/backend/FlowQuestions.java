package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.netlink.conntrack.Flow;
import io.hostport4j.netlink.conntrack.FlowFilter;
import io.hostport4j.netlink.wire.AddressFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What to ask the connection tracker for when forwards changed: all flows that can be stray, and as few others as the kernel's filter
 * can tell apart. It takes one family and one protocol (6.18 refuses a protocol without a family).
 */
final class FlowQuestions {
    /** That many flows, asked for without a filter, cost less than the walk over the kernel's table that a second question takes. */
    private static final int FEW = 1000;

    private FlowQuestions() {}

    /** One question for each family and protocol. */
    static List<FlowFilter> about(Collection<Forward> removed, Collection<Forward> added) {
        Map<Kind, List<Forward>> byKind = new LinkedHashMap<>();
        Stream.concat(removed.stream(), added.stream())
                .forEach(forward -> byKind.computeIfAbsent(Kind.of(forward), kind -> new ArrayList<>()).add(forward));
        List<FlowFilter> filters = new ArrayList<>();
        byKind.forEach((kind, forwards) ->
                filters.add(filter(kind, forwards, added.stream().noneMatch(forward -> Kind.of(forward).equals(kind)))));
        return List.copyOf(filters);
    }

    /** These questions, or one for all flows, which are that many. */
    static List<FlowFilter> cheapest(List<FlowFilter> filters, int flows) {
        return filters.size() > 1 && flows <= FEW ? List.of(FlowFilter.any()) : filters;
    }

    private static FlowFilter filter(Kind kind, List<Forward> forwards, boolean removalsOnly) {
        FlowFilter filter = FlowFilter.of(kind.family() == Family.IPV4 ? AddressFamily.IPV4 : AddressFamily.IPV6, kind.protocol().number());
        filter = with(filter, common(forwards, forward -> forward.hostPort().port()), FlowFilter::withOriginalDestinationPort);
        filter = with(filter, common(forwards, forward -> forward.hostPort().address()).filter(address -> !address.isAnyLocalAddress()),
                FlowFilter::withOriginalDestination);
        if (removalsOnly) {
            filter = with(filter, common(forwards, forward -> forward.target().address()), FlowFilter::withReplySource);
            filter = with(filter, common(forwards, forward -> forward.target().port()), FlowFilter::withReplySourcePort);
            filter = filter.withStatus(Flow.IPS_DST_NAT);
        }
        return filter;
    }

    private static <T> FlowFilter with(FlowFilter filter, Optional<T> value, Condition<T> condition) {
        return value.map(found -> condition.add(filter, found)).orElse(filter);
    }

    /** What all of them have, when it is the same. */
    private static <T> Optional<T> common(List<Forward> forwards, Function<Forward, T> field) {
        T first = field.apply(forwards.get(0));
        return forwards.stream().map(field).allMatch(first::equals) ? Optional.of(first) : Optional.empty();
    }

    private interface Condition<T> {
        FlowFilter add(FlowFilter filter, T value);
    }

    private record Kind(Family family, Protocol protocol) {
        static Kind of(Forward forward) {
            return new Kind(forward.hostPort().family(), forward.hostPort().protocol());
        }
    }
}
