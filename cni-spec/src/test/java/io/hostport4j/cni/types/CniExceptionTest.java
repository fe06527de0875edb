package io.hostport4j.cni.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CniExceptionTest {

    @Test
    void isWrittenWithItsDetails() {
        CniException error = new CniException(CniErrorCode.INCOMPATIBLE_CNI_VERSION, "incompatible", "config is \"x\"");

        assertThat(error.toJson(CniVersion.V0_4_0).toIndentedString())
                .isEqualTo(
                        """
                        {
                            "cniVersion": "0.4.0",
                            "code": 1,
                            "msg": "incompatible",
                            "details": "config is \\"x\\""
                        }""");
    }

    @Test
    void isWrittenWithoutEmptyDetails() {
        CniException error = new CniException(CniErrorCode.TRY_AGAIN_LATER, "busy");

        assertThat(error.toJson(CniVersion.V1_1_0)).hasToString("{\"cniVersion\":\"1.1.0\",\"code\":11,\"msg\":\"busy\"}");
    }

    @Test
    void mayHaveACodeOfThePluginsOwn() {
        assertThat(new CniException(100, "own", "", null).code()).isEqualTo(100);
        assertThatThrownBy(() -> new CniException(0, "none", "", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsTheCodesOfTheSpecification() {
        assertThat(Arrays.stream(CniErrorCode.values()).map(CniErrorCode::value))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 11, 50, 51, 999);
    }
}
