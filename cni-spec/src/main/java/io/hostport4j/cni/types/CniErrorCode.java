package io.hostport4j.cni.types;

/** The error codes that CNI gives a meaning to (specification, section 5, "Error"); a plugin's own start at 100. */
public enum CniErrorCode {
    /** The configuration's version is not one the plugin speaks. */
    INCOMPATIBLE_CNI_VERSION(1),
    /** A value of the configuration is not supported; the message has its key and value. */
    UNSUPPORTED_FIELD(2),
    /** The container is unknown, so that the runtime has nothing to clean up. */
    UNKNOWN_CONTAINER(3),
    /** A CNI environment variable is missing or invalid. */
    INVALID_ENVIRONMENT_VARIABLES(4),
    /** Reading the request failed. */
    IO_FAILURE(5),
    /** The request, or a part of it, could not be decoded. */
    DECODING_FAILURE(6),
    /** The network configuration is invalid. */
    INVALID_NETWORK_CONFIG(7),
    /** CNI_NETNS names a network namespace that cannot be the container's. */
    INVALID_NETNS(8),
    /** The same call may succeed later. */
    TRY_AGAIN_LATER(11),
    /** STATUS: the plugin cannot serve ADD. */
    PLUGIN_NOT_AVAILABLE(50),
    /** STATUS: the plugin cannot serve ADD, and existing containers may have limited connectivity. */
    LIMITED_CONNECTIVITY(51),
    /** Any failure without a code of its own. */
    INTERNAL(999);

    private final int value;

    CniErrorCode(int value) {
        this.value = value;
    }

    /** The number on the wire. */
    public int value() {
        return value;
    }
}
