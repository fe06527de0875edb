package io.hostport4j.cni.runtime;

import java.time.Duration;

/** Gives the same answer to whatever is called. */
final class OneAnswer implements PluginInvoker {

    private final PluginAnswer answer;
    PluginInvocation lastCall;

    OneAnswer(PluginAnswer answer) {
        this.answer = answer;
    }

    @Override
    public PluginAnswer invoke(PluginInvocation call, Duration limit) {
        lastCall = call;
        return answer;
    }

    @Override
    public void require(String type) {}

    @Override
    public String path() {
        return "/some/path";
    }
}
