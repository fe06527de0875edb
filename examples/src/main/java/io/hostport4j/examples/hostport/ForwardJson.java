package io.hostport4j.examples.hostport;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.json.JsonObjectBuilder;
import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Forwards for programs. Keys stay; new ones may come. */
final class ForwardJson {
    private ForwardJson() {}

    static JsonObject of(List<KeptForward> forwards, Since since, String backend) {
        return JsonObject.builder()
                .putObjects("forwards", forwards.stream().map(kept -> builder(kept.forward()).put("connections", kept.connections())
                        .put("since", since.of(kept.forward().owner()).map(Instant::toString)).put("backend", kept.backend()).build()).toList())
                .put("backend", backend).build();
    }

    static JsonObject of(Forward forward) {
        return builder(forward).build();
    }

    static JsonObjectBuilder builder(Forward forward) {
        Owner owner = forward.owner();
        return JsonObject.builder()
                .put("protocol", forward.hostPort().protocol().text())
                .put("hostAddress", IpText.of(forward.hostPort().address())).put("hostPort", forward.hostPort().port())
                .put("containerAddress", IpText.of(forward.target().address())).put("containerPort", forward.target().port())
                .put("masquerade", masquerade(forward.masquerade()))
                .put("owner", owner.text())
                .put("network", noted(owner.network())).put("container", noted(owner.container())).put("interface", noted(owner.interfaceName()))
                .put("conditions", forward.conditions().isEmpty() ? Optional.empty() : Optional.of(forward.conditions().toString()));
    }

    private static Optional<String> noted(String name) {
        return name.equals(Owner.UNKNOWN) ? Optional.empty() : Optional.of(name);
    }

    private static String masquerade(Masquerade masquerade) {
        return switch (masquerade) {
            case NEVER -> "never";
            case WHEN_NEEDED -> "when-needed";
            case ALWAYS -> "always";
        };
    }
}
