package io.hostport4j.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelVersionTest {
    @ParameterizedTest
    @CsvSource({"6.18.0-rc1+,6,18", "5.7,5,7", "4.18.0-553.el8_10.x86_64,4,18", "6.1.0-37-amd64,6,1", "10.0-custom,10,0"})
    void releasesOfDistributionsAreRead(String release, int major, int minor) {
        assertThat(KernelVersion.parse(release)).isEqualTo(new KernelVersion(major, minor));
    }

    @ParameterizedTest
    @CsvSource({"5.7,true", "5.10,true", "6.0,true", "5.6,false", "4.19,false"})
    void minorNumbersAreComparedAsNumbers(String release, boolean enough) {
        assertThat(KernelVersion.parse(release).isAtLeast(KernelVersion.NEEDED)).isEqualTo(enough);
    }

    @Test
    void whatIsNoReleaseIsAnError() {
        assertThatThrownBy(() -> KernelVersion.parse("six")).hasMessage("kernel release \"six\"");
    }

    @Test
    void theRunningKernelHasOne() {
        assertThat(KernelVersion.running().major()).isPositive();
    }
}
