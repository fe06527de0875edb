package io.hostport4j.core.walk;

/** How the connection tracker sees a packet. */
enum Tracking {
    NEW("new"), REPLY("established"), UNTRACKED("untracked");

    private final String state;

    Tracking(String state) {
        this.state = state;
    }

    /** As rules name it. */
    String state() {
        return state;
    }
}
