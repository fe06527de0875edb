package io.hostport4j.nftables;

/** What nft wrote is not what this library knows of its JSON. */
final class UnreadableListingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, to be read after "nft's listing" */
    UnreadableListingException(String message) {
        super(message);
    }

    UnreadableListingException(String message, Throwable cause) {
        super(message, cause);
    }
}
