package io.hostport4j.cni.types;

import static io.hostport4j.cni.types.Results.FULL;
import static io.hostport4j.cni.types.Results.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultEncodingTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "1.1.0"})
    void writesEverythingSince1_0(String version) {
        assertThat(encode(FULL, version))
                .isEqualTo(
                        """
                        {
                            "cniVersion": "%s",
                            "interfaces": [
                                {
                                    "name": "eth0",
                                    "mac": "00:11:22:33:44:55",
                                    "mtu": 1450,
                                    "sandbox": "/var/run/netns/c1",
                                    "socketPath": "/run/vhost.sock",
                                    "pciID": "0000:00:1f.6"
                                },
                                {
                                    "name": "cni0"
                                }
                            ],
                            "ips": [
                                {
                                    "interface": 0,
                                    "address": "10.0.0.2/24",
                                    "gateway": "10.0.0.1"
                                },
                                {
                                    "address": "2001:db8::2/64"
                                },
                                {
                                    "interface": 1,
                                    "address": "10.0.0.3/24"
                                }
                            ],
                            "routes": [
                                {
                                    "dst": "0.0.0.0/0",
                                    "gw": "10.0.0.1",
                                    "mtu": 1400,
                                    "advmss": 1360,
                                    "priority": 100,
                                    "table": 0,
                                    "scope": 0
                                },
                                {
                                    "dst": "2001:db8:1::5/48"
                                }
                            ],
                            "dns": {
                                "nameservers": [
                                    "10.0.0.53",
                                    "2001:db8::53"
                                ],
                                "domain": "example.com",
                                "search": [
                                    "a.example.com"
                                ],
                                "options": [
                                    "ndots:5"
                                ]
                            }
                        }"""
                                .formatted(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3.0", "0.3.1", "0.4.0"})
    void writesTheIpVersionAndFewerInterfaceAttributesFor0_3And0_4(String version) {
        assertThat(encode(FULL, version))
                .isEqualTo(
                        """
                        {
                            "cniVersion": "%s",
                            "interfaces": [
                                {
                                    "name": "eth0",
                                    "mac": "00:11:22:33:44:55",
                                    "sandbox": "/var/run/netns/c1"
                                },
                                {
                                    "name": "cni0"
                                }
                            ],
                            "ips": [
                                {
                                    "version": "4",
                                    "interface": 0,
                                    "address": "10.0.0.2/24",
                                    "gateway": "10.0.0.1"
                                },
                                {
                                    "version": "6",
                                    "address": "2001:db8::2/64"
                                },
                                {
                                    "version": "4",
                                    "interface": 1,
                                    "address": "10.0.0.3/24"
                                }
                            ],
                            "routes": [
                                {
                                    "dst": "0.0.0.0/0",
                                    "gw": "10.0.0.1",
                                    "mtu": 1400,
                                    "advmss": 1360,
                                    "priority": 100,
                                    "table": 0,
                                    "scope": 0
                                },
                                {
                                    "dst": "2001:db8:1::5/48"
                                }
                            ],
                            "dns": {
                                "nameservers": [
                                    "10.0.0.53",
                                    "2001:db8::53"
                                ],
                                "domain": "example.com",
                                "search": [
                                    "a.example.com"
                                ],
                                "options": [
                                    "ndots:5"
                                ]
                            }
                        }"""
                                .formatted(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0", "0.2.0"})
    void writesTheFirstAddressOfEachFamilyBefore0_3(String version) {
        assertThat(encode(FULL, version))
                .isEqualTo(
                        """
                        {
                            "cniVersion": "%s",
                            "ip4": {
                                "ip": "10.0.0.2/24",
                                "gateway": "10.0.0.1",
                                "routes": [
                                    {
                                        "dst": "0.0.0.0/0",
                                        "gw": "10.0.0.1"
                                    }
                                ]
                            },
                            "ip6": {
                                "ip": "2001:db8::2/64",
                                "routes": [
                                    {
                                        "dst": "2001:db8:1::5/48"
                                    }
                                ]
                            },
                            "dns": {
                                "nameservers": [
                                    "10.0.0.53",
                                    "2001:db8::53"
                                ],
                                "domain": "example.com",
                                "search": [
                                    "a.example.com"
                                ],
                                "options": [
                                    "ndots:5"
                                ]
                            }
                        }"""
                                .formatted(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "1.1.0"})
    void leavesAnEmptyDnsOutSince1_0(String version) {
        assertThat(encode(CniResult.EMPTY, version)).isEqualTo("{\n    \"cniVersion\": \"" + version + "\"\n}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3.0", "0.3.1", "0.4.0"})
    void writesAnEmptyDnsBefore1_0(String version) {
        assertThat(encode(CniResult.EMPTY, version))
                .isEqualTo("{\n    \"cniVersion\": \"" + version + "\",\n    \"dns\": {}\n}");
    }

    @Test
    void leavesRoutesOutWhoseFamilyHasNoAddressBefore0_3() {
        CniResult onlyV6 = new CniResult(List.of(), List.of(FULL.ips().get(1)), FULL.routes(), Dns.NONE);

        assertThat(onlyV6.encode(CniVersion.V0_2_0))
                .hasToString("{\"cniVersion\":\"0.2.0\",\"ip6\":{\"ip\":\"2001:db8::2/64\","
                        + "\"routes\":[{\"dst\":\"2001:db8:1::5/48\"}]},\"dns\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0", "0.2.0"})
    void cannotWriteAResultWithoutAddressBefore0_3(String version) {
        CniResult noAddress = new CniResult(FULL.interfaces(), List.of(), FULL.routes(), FULL.dns());

        assertThatThrownBy(() -> encode(noAddress, version))
                .isInstanceOf(CniException.class)
                .hasMessage("cannot convert: no valid IP addresses");
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        assertThatThrownBy(() -> encode(FULL, "1.2.0"))
                .isInstanceOf(CniException.class)
                .hasMessage("unsupported CNI result version \"1.2.0\"");
    }

    @Test
    void writesInterfaceIndex0AndLeavesNoneOut() {
        IpConfig first = new IpConfig(OptionalInt.of(0), Cidr.parse("10.0.0.2/24"), Optional.empty());
        IpConfig none = new IpConfig(OptionalInt.empty(), Cidr.parse("10.0.0.2/24"), Optional.empty());
        CniResult result = new CniResult(List.of(), List.of(first, none), List.of(), Dns.NONE);

        assertThat(result.encode(CniVersion.V1_0_0))
                .hasToString("{\"cniVersion\":\"1.0.0\",\"ips\":[{\"interface\":0,\"address\":\"10.0.0.2/24\"},"
                        + "{\"address\":\"10.0.0.2/24\"}]}");
    }
}
