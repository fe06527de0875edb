package io.hostport4j.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorMessageTest {
    private static final String HEADER = """
            00 00 00 00 # nlmsg_len: filled in by the test
            02 00       # nlmsg_type: ERROR
            00 %s       # nlmsg_flags
            07 00 00 00 # nlmsg_seq
            00 00 00 00 # nlmsg_pid
            """;
    private static final String REQUEST = """
            %s # the request's nlmsg_len
            00 0a       # its nlmsg_type
            05 00       # its nlmsg_flags
            07 00 00 00 # its nlmsg_seq
            00 00 00 00 # its nlmsg_pid
            """;
    private static final String EEXIST = "ef ff ff ff # -17\n";
    private static final String EXTENDED = """
            08 00 01 00 62 61 64 00 # NLMSGERR_ATTR_MSG: "bad"
            08 00 02 00 14 00 00 00 # NLMSGERR_ATTR_OFFS: 20
            08 00 09 00 00 00 00 00 # one of a newer kernel
            """;

    @Test
    void errorNumberZeroIsAnAcknowledgement() {
        ErrorMessage error = parse(HEADER.formatted("01") + "00 00 00 00\n" + REQUEST.formatted("14 00 00 00"));

        assertThat(error.errno()).isZero();
        assertThat(error.text()).isEmpty();
        assertThat(error.offset()).isEmpty();
    }

    @Test
    void aPlainErrorHasItsNumberAlone() {
        ErrorMessage error = parse(HEADER.formatted("01") + EEXIST + REQUEST.formatted("14 00 00 00"));

        assertThat(error.errno()).isEqualTo(17);
        assertThat(error.text()).isEmpty();
    }

    @Test
    void theKernelsWordsStandBehindTheCappedRequest() {
        ErrorMessage error = parse(HEADER.formatted("03") + EEXIST + REQUEST.formatted("14 00 00 00") + EXTENDED);

        assertThat(error.errno()).isEqualTo(17);
        assertThat(error.text()).contains("bad");
        assertThat(error.offset()).hasValue(20);
    }

    @Test
    void theKernelsWordsStandBehindTheWholeRequest() {
        ErrorMessage error = parse(HEADER.formatted("02") + EEXIST + REQUEST.formatted("15 00 00 00") + "01 02 03 04 05 00 00 00\n" + EXTENDED);

        assertThat(error.text()).contains("bad");
        assertThat(error.offset()).hasValue(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 00 00 00", "01 00 00 00", "0f 00 00 00", "29 00 00 00", "ff ff ff 7f", "fc ff ff ff"})
    void aLieAboutTheRequestsLengthIsRefused(String length) {
        assertThatThrownBy(() -> parse(HEADER.formatted("02") + EEXIST + REQUEST.formatted(length) + EXTENDED))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aPositiveErrorNumberIsAnErrorToo() {
        assertThat(parse(HEADER.formatted("01") + "11 00 00 00\n" + REQUEST.formatted("14 00 00 00")).errno()).isEqualTo(17);
    }

    @Test
    void anErrorNumberWithoutAPositiveCounterpartIsRefused() {
        assertThatThrownBy(() -> parse(HEADER.formatted("01") + "00 00 00 80\n" + REQUEST.formatted("14 00 00 00")))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void theEndOfADumpMayBeAnErrorWithWords() {
        ErrorMessage error = ErrorMessage.parseDone(message(HEADER.formatted("02") + EEXIST + EXTENDED));

        assertThat(error.errno()).isEqualTo(17);
        assertThat(error.text()).contains("bad");
    }

    @Test
    void theEndOfADumpMayHaveNoStatusOrALength() {
        assertThat(ErrorMessage.parseDone(message(HEADER.formatted("00"))).errno()).isZero();
        assertThat(ErrorMessage.parseDone(message(HEADER.formatted("00") + "40 00 00 00")).errno()).isZero();
    }

    @Test
    void hostileBytesAreMalformedAndNothingElse() {
        byte[] capped = bytes(HEADER.formatted("03") + EEXIST + REQUEST.formatted("14 00 00 00") + EXTENDED);
        byte[] whole = bytes(HEADER.formatted("02") + EEXIST + REQUEST.formatted("14 00 00 00") + EXTENDED);

        HostileBytes.tryOn(capped, bytes -> NetlinkMessage.parse(HexBytes.buffer(bytes)).forEach(ErrorMessage::parse));
        HostileBytes.tryOn(whole, bytes -> NetlinkMessage.parse(HexBytes.buffer(bytes)).forEach(ErrorMessage::parse));
        HostileBytes.tryOn(whole, bytes -> NetlinkMessage.parse(HexBytes.buffer(bytes)).forEach(ErrorMessage::parseDone));
    }

    private static ErrorMessage parse(String lines) {
        return ErrorMessage.parse(message(lines));
    }

    private static NetlinkMessage message(String lines) {
        return HexBytes.message(bytes(lines));
    }

    private static byte[] bytes(String lines) {
        byte[] bytes = HexBytes.of(lines);
        HexBytes.buffer(bytes).putInt(0, bytes.length);
        return bytes;
    }
}
