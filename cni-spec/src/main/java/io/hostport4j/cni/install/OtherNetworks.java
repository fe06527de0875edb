package io.hostport4j.cni.install;

/** What becomes of the other files of a runtime's folder. */
public enum OtherNetworks {
    /** They stay; the first file of all is the one that the runtime takes. */
    STAY,
    /** They get names that no runtime reads ({@code .hostport4j_off}), until the plugin is taken out again. */
    PUT_AWAY
}
