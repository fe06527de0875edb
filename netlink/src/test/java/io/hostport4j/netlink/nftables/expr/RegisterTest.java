package io.hostport4j.netlink.nftables.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegisterTest {
    @Test
    void registersHaveTheNumbersThatTheKernelReports() {
        assertThat(IntStream.range(0, 16).map(Register::at))
                .containsExactly(1, 9, 10, 11, 2, 13, 14, 15, 3, 17, 18, 19, 4, 21, 22, 23);
    }

    @Test
    void theTwoNamesOfARegisterAreOneValue() {
        assertThat(new Meta(MetaKey.IIF, 12)).isEqualTo(new Meta(MetaKey.IIF, 2));
    }

    @Test
    void thereIsNoRegisterBetweenTheViews() {
        assertThatThrownBy(() -> new Meta(MetaKey.IIF, 5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("register 5 is none of 1 to 4 and 8 to 23");
    }

    @Test
    void theVerdictRegisterHoldsNoData() {
        assertThatThrownBy(() -> new Immediate(Register.VERDICT, new byte[4])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereAreSixteenRegisters() {
        assertThatThrownBy(() -> Register.at(16)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("register offset 16 is not 0 to 15");
    }
}
