package io.hostport4j.examples.hostport;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.json.JsonObjectBuilder;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.walk.Outcome;
import io.hostport4j.core.walk.Party;
import io.hostport4j.core.walk.Question;
import io.hostport4j.core.walk.Step;
import io.hostport4j.core.walk.Walk;
import io.hostport4j.core.walk.Way;
import java.util.Locale;

/** A packet's walk for programs. Keys stay; new ones may come. */
final class WalkJson {
    private WalkJson() {}

    static JsonObject of(Walk walk) {
        Question question = walk.question();
        JsonObjectBuilder asked = JsonObject.builder().put("protocol", question.protocol().text())
                .put("address", IpText.of(question.asked().address())).put("port", question.asked().port())
                .put("from", question.origin().toString()).put("client", IpText.of(question.client()));
        if (!question.link().isEmpty()) {
            asked.put("interface", question.link());
        }
        return JsonObject.builder().put("question", asked.build()).putBool("certain", walk.isCertain())
                .putObjects("ways", walk.ways().stream().map(WalkJson::of).toList())
                .putStrings("unread", walk.unread()).build();
    }

    private static JsonObject of(Way way) {
        return JsonObject.builder()
                .put("outcome", kind(way.outcome())).putBool("answered", way.outcome().answered()).put("text", "it " + way.outcome())
                .put("translatedTo", way.translation().map(translation -> translation.to().toString()))
                .put("decidedBy", way.winner().map(WalkJson::name))
                .putObjects("steps", way.steps().stream().map(WalkJson::of).toList()).build();
    }

    private static JsonObject of(Step step) {
        JsonObjectBuilder json = JsonObject.builder().put("where", step.where());
        if (!step.chain().isEmpty()) {
            json.put("chain", step.chain()).put("rule", step.rule()).putBool("sure", step.sure());
        }
        return json.put("says", step.says()).put("party", step.party().map(WalkJson::name)).build();
    }

    private static String kind(Outcome outcome) {
        if (outcome instanceof Outcome.Forwarded) {
            return "forwarded";
        } else if (outcome instanceof Outcome.ToNode) {
            return "to-node";
        } else if (outcome instanceof Outcome.Dropped) {
            return "dropped";
        } else if (outcome instanceof Outcome.Rejected) {
            return "rejected";
        } else if (outcome instanceof Outcome.Unrouted) {
            return "unrouted";
        }
        return outcome instanceof Outcome.AnswerLost ? "answer-lost" : "undecided";
    }

    private static String name(Party party) {
        return party.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
