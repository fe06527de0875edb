package io.hostport4j.cni.runtime;

import io.hostport4j.cni.plugin.PluginRequest;
import io.hostport4j.cni.types.Command;
import java.util.Map;

/** What the CNI variables say beside the command; empty text for what there is not. */
record CallContext(String containerId, String netns, String ifName, String args, String path) {

    /** A plugin that is asked for its versions need not look at these, but ones of the first days want them to be there. */
    static CallContext dummy() {
        return new CallContext("dummy", "dummy", "dummy", "", "dummy");
    }

    static CallContext ofNetwork(String path) {
        return new CallContext("", "", "", "", path);
    }

    static CallContext of(Attachment attachment, String path) {
        return new CallContext(
                attachment.containerId(), attachment.netns().orElse(""), attachment.ifName(), attachment.argsText(), path);
    }

    static CallContext of(PluginRequest request) {
        return new CallContext(
                request.containerId(), request.netns().orElse(""), request.ifName(), request.args().text(), request.path());
    }

    /** All of them: one that were left out could be inherited. */
    Map<String, String> variables(Command command) {
        return Map.of(
                "CNI_COMMAND", command.name(),
                "CNI_CONTAINERID", containerId,
                "CNI_NETNS", netns,
                "CNI_IFNAME", ifName,
                "CNI_ARGS", args,
                "CNI_PATH", path);
    }
}
