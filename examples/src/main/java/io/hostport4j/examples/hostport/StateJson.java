package io.hostport4j.examples.hostport;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.json.JsonObjectBuilder;
import io.hostport4j.core.reconcile.AttachmentState;
import java.util.List;

/** What became of attachments, for programs. Keys stay; new ones may come. */
final class StateJson {
    private StateJson() {}

    static JsonObject of(List<AttachmentState> states, List<String> skipped) {
        return JsonObject.builder().putObjects("attachments", states.stream().map(StateJson::of).toList())
                .putStrings("skipped", skipped.stream().map(StateJson::withoutState).toList()).build();
    }

    /** A line of {@link StateLines#unusable}, whose state a key tells. */
    static String withoutState(String line) {
        return line.replaceFirst("^skipped +", "");
    }

    static JsonObject of(AttachmentState state) {
        JsonObjectBuilder json = JsonObject.builder().put("owner", state.attachment().owner().text());
        if (state instanceof AttachmentState.Mended mended) {
            json.put("state", "mended").put("found", mended.found());
        } else if (state instanceof AttachmentState.Broken broken) {
            json.put("state", "broken").put("found", broken.found());
        } else if (state instanceof AttachmentState.Failed failed) {
            json.put("state", "failed").put("found", failed.why().getMessage());
        } else {
            json.put("state", "whole");
        }
        return json.build();
    }
}
