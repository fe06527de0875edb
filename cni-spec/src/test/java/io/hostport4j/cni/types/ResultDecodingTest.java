package io.hostport4j.cni.types;

import static io.hostport4j.cni.types.Results.FULL;
import static io.hostport4j.cni.types.Results.decode;
import static io.hostport4j.cni.types.Results.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.json.JsonException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultDecodingTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "1.1.0"})
    void readsBackAllItWrote(String version) {
        assertThat(decode(version, encode(FULL, version))).isEqualTo(FULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"})
    void writesAgainWhatItRead(String version) {
        String written = encode(FULL, version);

        assertThat(encode(decode(version, written), version)).isEqualTo(written);
    }

    @Test
    void readsTheOldFormOfOneAddressPerFamily() {
        CniResult result = decode(
                "0.2.0",
                """
                {"cniVersion": "0.2.0",
                 "ip4": {"ip": "10.0.0.2/24", "gateway": "10.0.0.1", "routes": [{"dst": "0.0.0.0/0"}]},
                 "ip6": {"ip": "2001:db8::2/64", "routes": [{"dst": "::/0", "gw": "2001:db8::1"}]},
                 "dns": {"nameservers": ["10.0.0.53"]}}""");

        assertThat(result.ips()).extracting(ip -> ip.address().toString()).containsExactly("10.0.0.2/24", "2001:db8::2/64");
        assertThat(result.ips()).allSatisfy(ip -> assertThat(ip.interfaceIndex()).isEmpty());
        assertThat(result.routes())
                .containsExactly(
                        Route.via(Cidr.parse("0.0.0.0/0"), Optional.empty()),
                        Route.via(Cidr.parse("::/0"), Optional.of(IpAddresses.parse("2001:db8::1"))));
        assertThat(result.dns().nameservers()).containsExactly("10.0.0.53");
    }

    @Test
    void readsInterfaceIndex0AsOneAndNullAsNone() {
        CniResult result = decode(
                "0.4.0",
                "{\"ips\": [{\"version\": \"4\", \"interface\": 0, \"address\": \"10.0.0.2/24\"},"
                        + "{\"version\": \"4\", \"interface\": null, \"address\": \"10.0.0.3/24\"}]}");

        assertThat(result.ips().get(0).interfaceIndex()).hasValue(0);
        assertThat(result.ips().get(1).interfaceIndex()).isEmpty();
    }

    @Test
    void takesAMissingVersionFromTheCall() {
        assertThat(decode("1.0.0", "{\"ips\": [{\"address\": \"10.0.0.2/24\"}]}").ips()).hasSize(1);
        assertThat(decode("0.4.0", "{\"cniVersion\": \"\"}")).isEqualTo(CniResult.EMPTY);
    }

    @Test
    void findsTheVersionUnderTheNameThatGoProgramsInject() {
        assertThatThrownBy(() -> decode("1.0.0", "{\"CNIVersion\": \"0.4.0\"}"))
                .hasMessage("result type supports [1.0.0 1.1.0] but unmarshalled CNIVersion is \"0.4.0\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "1.1.0, 0.4.0, '[1.0.0 1.1.0]'",
                "0.4.0, 1.0.0, '[0.3.0 0.3.1 0.4.0]'",
                "0.2.0, 0.3.0, '[0.1.0 0.2.0]'",
                "1.0.0, apricot, '[1.0.0 1.1.0]'",
                "1.0.0, 1.0, '[1.0.0 1.1.0]'",
            })
    void refusesAResultOfAnotherShape(String version, String resultVersion, String own) {
        assertThatThrownBy(() -> decode(version, "{\"cniVersion\": \"" + resultVersion + "\"}"))
                .isInstanceOf(CniException.class)
                .hasMessage("result type supports " + own + " but unmarshalled CNIVersion is \"" + resultVersion + "\"");
    }

    @Test
    void acceptsAResultOfAnotherVersionWithTheSameShape() {
        assertThat(decode("0.4.0", "{\"cniVersion\": \"0.3.0\"}")).isEqualTo(CniResult.EMPTY);
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        assertThatThrownBy(() -> decode("9.0.0", "{}"))
                .isInstanceOf(CniException.class)
                .hasMessage("unsupported CNI result version \"9.0.0\"");
    }

    @Test
    void readsWhatGoWritesForNoneAsNone() {
        CniResult result = decode(
                "1.1.0",
                """
                {"interfaces": [{"name": "eth0", "mac": "", "mtu": 0, "sandbox": "", "socketPath": "", "pciID": ""}],
                 "ips": [{"address": "10.0.0.2/24", "gateway": ""}],
                 "routes": [{"dst": "0.0.0.0/0", "gw": "", "mtu": 0, "advmss": 0, "priority": 0}],
                 "dns": {"domain": ""}}""");

        assertThat(result.interfaces()).containsExactly(NetworkInterface.onHost("eth0"));
        assertThat(result.ips().get(0).gateway()).isEmpty();
        assertThat(result.routes()).containsExactly(Route.via(Cidr.parse("0.0.0.0/0"), Optional.empty()));
        assertThat(result.dns()).isEqualTo(Dns.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"ips\": 5} | ips: 5 is not a list",
                "{\"ips\": [null]} | ips[0]: null is not an object",
                "{\"ips\": [{}]} | ips[0].address: missing",
                "{\"ips\": [{\"address\": \"x\"}]} | ips[0].address: \"x\" is not an IP address with a prefix length",
                "{\"ips\": [{\"address\": \"1.2.3.4/8\", \"gateway\": \"gw\"}]} | ips[0].gateway: \"gw\" is not an IP address",
                "{\"ips\": [{\"address\": \"1.2.3.4/8\", \"interface\": \"0\"}]} | ips[0].interface: \"0\" is not an integer",
                "{\"interfaces\": [{\"name\": 1}]} | interfaces[0].name: 1 is not a string",
                "{\"routes\": [{\"dst\": \"1.2.3.4\"}]} | routes[0].dst: \"1.2.3.4\" is not an IP address with a prefix length",
                "{\"dns\": []} | dns: [] is not an object",
                "{\"dns\": {\"search\": \"a\"}} | dns.search: \"a\" is not a list",
                "{\"cniVersion\": 1} | cniVersion: 1 is not a string",
            })
    void namesThePathOfWhatItCannotRead(String json, String message) {
        assertThatThrownBy(() -> decode("1.1.0", json)).isInstanceOf(JsonException.class).hasMessage(message);
    }

    @Test
    void convertsUpFromTheOldFormAndDownAgain() {
        String old = "{\"cniVersion\":\"0.2.0\",\"ip4\":{\"ip\":\"10.0.0.2/24\",\"gateway\":\"10.0.0.1\","
                + "\"routes\":[{\"dst\":\"0.0.0.0/0\"}]},\"dns\":{}}";
        CniResult up = decode("0.2.0", old);

        assertThat(up.encode(CniVersion.V1_0_0))
                .hasToString("{\"cniVersion\":\"1.0.0\",\"ips\":[{\"address\":\"10.0.0.2/24\",\"gateway\":\"10.0.0.1\"}],"
                        + "\"routes\":[{\"dst\":\"0.0.0.0/0\"}]}");
        assertThat(up.encode(CniVersion.V0_2_0)).hasToString(old);
    }

    @Test
    void aResultCannotBeChangedThroughItsLists() {
        assertThatThrownBy(() -> decode("1.1.0", "{}").ips().addAll(List.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
