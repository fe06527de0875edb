package io.hostport4j.examples.hostport;

import io.hostport4j.core.cni.CachedAttachment;
import io.hostport4j.core.reconcile.AttachmentState;
import java.util.ArrayList;
import java.util.List;

/** What became of attachments, a line each, for people. */
final class StateLines {
    private StateLines() {}

    static List<String> lines(List<AttachmentState> states, List<String> skipped) {
        List<String> lines = new ArrayList<>(states.stream().map(StateLines::line).toList());
        lines.addAll(skipped);
        return lines;
    }

    static String line(AttachmentState state) {
        String owner = state.attachment().owner().text();
        if (state instanceof AttachmentState.Mended mended) {
            return "mended   " + owner + ": " + mended.found();
        }
        if (state instanceof AttachmentState.Broken broken) {
            return "broken   " + owner + ": " + broken.found();
        }
        if (state instanceof AttachmentState.Failed failed) {
            return "failed   " + owner + ": " + failed.why().getMessage();
        }
        return "whole    " + owner;
    }

    static List<String> unusable(List<CachedAttachment> attachments) {
        return attachments.stream().filter(CachedAttachment.Unusable.class::isInstance).map(CachedAttachment.Unusable.class::cast)
                .map(unusable -> "skipped  " + unusable.file().getFileName() + ": " + unusable.reason()).toList();
    }
}
