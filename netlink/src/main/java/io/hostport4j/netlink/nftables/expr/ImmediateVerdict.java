package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Objects;

/** Ends the rule with a verdict, {@code enum nft_immediate_attributes}. */
public record ImmediateVerdict(Verdict verdict) implements Expression {
    /** @throws NullPointerException without a verdict */
    public ImmediateVerdict {
        Objects.requireNonNull(verdict, "verdict");
    }

    @Override
    public String name() {
        return Immediate.NAME;
    }

    @Override
    public void writeData(MessageWriter writer) {
        writer.attributeBe32(Immediate.ATTR_DREG, Register.VERDICT);
        int data = writer.openNested(Immediate.ATTR_DATA);
        int nested = writer.openNested(Fields.DATA_VERDICT);
        verdict.write(writer);
        writer.closeNested(nested).closeNested(data);
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof ImmediateVerdict that && verdict.equals(that.verdict);
    }

    @Override
    public int hashCode() {
        return verdict.hashCode();
    }

    @Override
    public String toString() {
        return "[ immediate reg 0 " + verdict + " ]";
    }
}
