package io.hostport4j.netlink.nftables;

/** One step of a transaction, which prints as the line of an nft script that does the same. */
sealed interface Operation permits TableOperation, ChainOperation, SetOperation, RuleOperation, ElementsOperation {
    /** Writes its messages, at least one. */
    void write(BatchWriter batch);

    /**
     * What it does, for the message of an error.
     *
     * @param element index of the one that was refused, for elements
     */
    String describe(int element);
}
