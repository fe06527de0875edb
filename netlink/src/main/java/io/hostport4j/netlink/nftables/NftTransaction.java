package io.hostport4j.netlink.nftables;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes that the kernel carries out together, in their order, or not at all; {@link Nftables#commit} sends them.
 *
 * <p>It prints as an nft script that does the same, but for rules, which are printed as their expressions.
 */
public final class NftTransaction {
    private final List<Operation> operations;

    private NftTransaction(List<Operation> operations) {
        this.operations = List.copyOf(operations);
    }

    /** Begins a transaction. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return operations.isEmpty();
    }

    List<Operation> operations() {
        return operations;
    }

    /** One line for each operation. */
    @Override
    public String toString() {
        StringBuilder script = new StringBuilder();
        for (Operation operation : operations) {
            script.append(operation).append('\n');
        }
        return script.toString();
    }

    /** Collects the operations of a transaction, in their order. */
    public static final class Builder {
        private final List<Operation> operations = new ArrayList<>();

        private Builder() {}

        /** Makes a table unless it is there; one that is there takes the flags, and keeps its comment. */
        public Builder add(Table table) {
            return and(new TableOperation(Verb.ADD, table));
        }

        /** Makes a table; EEXIST when it is there. */
        public Builder create(Table table) {
            return and(new TableOperation(Verb.CREATE, table));
        }

        /** Deletes a table with all that is in it; ENOENT when it is not there. */
        public Builder delete(Table table) {
            return and(new TableOperation(Verb.DELETE, table));
        }

        /**
         * Makes a chain unless it is there; then it takes the policy. Refused when it is there with another type or hook, with
         * EOPNOTSUPP (seen on Linux 6.18) or EEXIST.
         */
        public Builder add(Chain chain) {
            return and(new ChainOperation(Verb.ADD, chain));
        }

        /** Makes a chain; EEXIST when it is there. */
        public Builder create(Chain chain) {
            return and(new ChainOperation(Verb.CREATE, chain));
        }

        /** Deletes a chain with its rules; EBUSY when a rule elsewhere jumps to it. */
        public Builder delete(Chain chain) {
            return and(new ChainOperation(Verb.DELETE, chain));
        }

        /** Deletes all rules of a chain. */
        public Builder flush(Chain chain) {
            return and(new ChainOperation(Verb.FLUSH, chain));
        }

        /** Makes a set or map unless it is there; EEXIST when it is there with other types or flags (since Linux 6.2). */
        public Builder add(NamedSet set) {
            return and(new SetOperation(Verb.ADD, set));
        }

        /** Makes a set or map; EEXIST when it is there. */
        public Builder create(NamedSet set) {
            return and(new SetOperation(Verb.CREATE, set));
        }

        /** Deletes a set or map with its elements; EBUSY when a rule uses it. */
        public Builder delete(NamedSet set) {
            return and(new SetOperation(Verb.DELETE, set));
        }

        /** Deletes all elements of a set or map. */
        public Builder flush(NamedSet set) {
            return and(new SetOperation(Verb.FLUSH, set));
        }

        /** Adds a rule behind the others of its chain; its handle is the kernel's to choose. */
        public Builder add(Rule rule) {
            return and(new RuleOperation(Verb.ADD, rule));
        }

        /**
         * Deletes a rule that was read.
         *
         * @throws IllegalArgumentException when it has no handle
         */
        public Builder delete(Rule rule) {
            if (rule.handle().isEmpty()) {
                throw new IllegalArgumentException("no handle in " + rule + "; read it first");
            }
            return and(new RuleOperation(Verb.DELETE, rule));
        }

        /** {@link #add(NamedSet, List)} of one. */
        public Builder add(NamedSet set, SetElement element) {
            return add(set, List.of(element));
        }

        /**
         * Adds elements. One that is there with the same data is left as it is, its comment too; EEXIST when it has other data.
         *
         * @throws IllegalArgumentException when there are none, or one does not fit the set's types
         */
        public Builder add(NamedSet set, List<SetElement> elements) {
            return and(new ElementsOperation(Verb.ADD, set, elements));
        }

        /** {@link #create(NamedSet, List)} of one. */
        public Builder create(NamedSet set, SetElement element) {
            return create(set, List.of(element));
        }

        /**
         * Adds elements; EEXIST when one is there.
         *
         * @throws IllegalArgumentException as {@link #add(NamedSet, List)}
         */
        public Builder create(NamedSet set, List<SetElement> elements) {
            return and(new ElementsOperation(Verb.CREATE, set, elements));
        }

        /** {@link #delete(NamedSet, List)} of one. */
        public Builder delete(NamedSet set, SetElement element) {
            return delete(set, List.of(element));
        }

        /**
         * Deletes elements by their keys, whatever their data and comments; ENOENT when one is not there.
         *
         * @throws IllegalArgumentException when there are none, or one does not fit the set's types
         */
        public Builder delete(NamedSet set, List<SetElement> elements) {
            return and(new ElementsOperation(Verb.DELETE, set, elements));
        }

        /** The transaction. */
        public NftTransaction build() {
            return new NftTransaction(operations);
        }

        private Builder and(Operation operation) {
            operations.add(operation);
            return this;
        }
    }
}
