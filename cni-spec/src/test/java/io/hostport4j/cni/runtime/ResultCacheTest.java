package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files themselves; those that are read here are written as libcni 1.x writes them. */
class ResultCacheTest {

    private static final String LIST = "{\"cniVersion\": \"1.0.0\", \"name\": \"pods\", \"plugins\": [{\"type\": \"bridge\"}]}";
    private static final NetworkList NETWORK = NetworkList.parse(LIST);
    private static final Attachment ATTACHMENT = Attachment.of("web", "/run/netns/web", "eth0");
    private static final String RESULT = "{\"cniVersion\":\"1.0.0\",\"ips\":[{\"interface\":0,\"address\":\"10.88.0.2/16\"}],\"dns\":{}}";

    @TempDir
    private Path folder;
    private ResultCache cache;

    @BeforeEach
    void open() {
        cache = new ResultCache(folder.resolve("cni"));
    }

    @Test
    void anEntryIsWrittenAsLibcniWritesIt() throws IOException {
        Map<String, String> args = new LinkedHashMap<>();
        args.put("IgnoreUnknown", "1");
        args.put("K8S_POD_NAME", "web");
        JsonObject ports = JsonObject.parse("{\"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80}]}");

        cache.write(NETWORK, ATTACHMENT.withArgs(args).withCapabilityArgs(ports), result(RESULT));

        assertThat(Files.readString(file("pods-web-eth0"))).isEqualTo("{\"kind\":\"cniCacheV1\",\"containerId\":\"web\",\"config\":\""
                + base64(LIST) + "\",\"ifName\":\"eth0\",\"networkName\":\"pods\",\"netns\":\"/run/netns/web\","
                + "\"cniArgs\":[[\"IgnoreUnknown\",\"1\"],[\"K8S_POD_NAME\",\"web\"]],"
                + "\"capabilityArgs\":{\"portMappings\":[{\"hostPort\":8080,\"containerPort\":80}]},\"result\":" + RESULT + "}");
    }

    @Test
    void whatThereIsNotIsLeftOut() throws IOException {
        cache.write(NETWORK, new Attachment("web", Optional.empty(), "eth0", Map.of(), JsonObject.empty()), result(RESULT));

        assertThat(JsonObject.parse(Files.readString(file("pods-web-eth0"))).keys())
                .containsExactly("kind", "containerId", "config", "ifName", "networkName", "result");
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        cache.write(NETWORK, ATTACHMENT, result(RESULT));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("pods-web-eth0")))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("")))).isEqualTo("rwx------");
    }

    @Test
    void nothingUnfinishedIsLeft() throws IOException {
        cache.write(NETWORK, ATTACHMENT, result(RESULT));
        cache.write(NETWORK, ATTACHMENT, result(RESULT));

        try (Stream<Path> all = Files.walk(folder.resolve("cni"))) {
            assertThat(all.filter(Files::isRegularFile)).containsExactly(file("pods-web-eth0"));
        }
    }

    @Test
    void aWriteThatFailsLeavesTheFormerEntry() throws IOException {
        cache.write(NETWORK, ATTACHMENT, result(RESULT));
        String before = Files.readString(file("pods-web-eth0"));
        JsonObject huge = JsonObject.builder().put("x", "y".repeat(JsonObject.SIZE_LIMIT)).build();

        assertThatThrownBy(() -> cache.write(NETWORK, ATTACHMENT.withCapabilityArgs(huge), result(RESULT)))
                .isInstanceOf(ResultCacheException.class).hasMessageContaining("larger than");

        assertThat(Files.readString(file("pods-web-eth0"))).isEqualTo(before);
    }

    @Test
    void whatLibcniWroteIsRead() throws IOException {
        write("pods-web-eth0", libcni("web", "eth0", "pods"));

        CacheEntry entry = cache.find("pods", ATTACHMENT).orElseThrow();

        assertThat(entry.attachment().netns()).contains("/run/netns/web");
        assertThat(entry.attachment().args()).containsExactly(Map.entry("IgnoreUnknown", "1"), Map.entry("K8S_POD_NAME", "web"));
        assertThat(entry.attachment().capabilityArgs()).hasToString("{\"portMappings\":[{\"containerPort\":80,\"hostPort\":8080}]}");
        assertThat(entry.list().text()).isEqualTo(LIST);
        assertThat(cache.result(NETWORK, ATTACHMENT).orElseThrow().json()).hasToString(RESULT);
    }

    @Test
    void aNoteOfARuntimeThatCallsSinglePluginsHasThatPlugin() throws IOException {
        String plugin = "{\"cniVersion\": \"0.4.0\", \"name\": \"pods\", \"type\": \"bridge\"}";
        write("pods-web-eth0", libcni("web", "eth0", "pods").replace(base64(LIST), base64(plugin)));

        assertThat(cache.find("pods", ATTACHMENT).orElseThrow().list().plugins()).singleElement()
                .satisfies(only -> assertThat(only.type()).isEqualTo("bridge"));
    }

    @Test
    void aBareResultAsItWasNotedOnceCountsAsResultAndNotAsConfiguration() throws IOException {
        write("pods-web-eth0", "{\"cniVersion\": \"0.3.1\", \"ips\": [{\"version\": \"4\", \"address\": \"10.88.0.2/16\"}]}");

        assertThat(cache.result(NETWORK, ATTACHMENT).orElseThrow().json())
                .hasToString("{\"cniVersion\":\"1.0.0\",\"ips\":[{\"address\":\"10.88.0.2/16\"}]}");
        assertThatThrownBy(() -> cache.find("pods", ATTACHMENT)).isInstanceOf(ResultCacheException.class)
                .hasMessage("unable to read \"" + file("pods-web-eth0") + "\": it is not of kind \"cniCacheV1\"");
    }

    @Test
    void aResultIsReadInTheVersionTheNetworkHasNow() throws IOException {
        write("pods-web-eth0", libcni("web", "eth0", "pods"));

        assertThat(cache.result(NetworkList.parse(LIST.replace("1.0.0", "0.2.0")), ATTACHMENT).orElseThrow().json())
                .hasToString("{\"cniVersion\":\"0.2.0\",\"ip4\":{\"ip\":\"10.88.0.2/16\"},\"dns\":{}}");
    }

    @Test
    void nothingNotedIsNoError() {
        assertThat(cache.find("pods", ATTACHMENT)).isEmpty();
        assertThat(cache.result(NETWORK, ATTACHMENT)).isEmpty();
        assertThat(cache.files()).isEmpty();
        assertThat(cache.entries()).isEmpty();
        cache.remove("pods", ATTACHMENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "containerId":"web"      | "containerId":""       | missing containerID
            "containerId":"web",     | ``                     | containerId: missing
            "ifName":"eth0"          | "ifName":7             | ifName: 7 is not a string
            "networkName":"pods",    | ``                     | networkName: missing
            "config":"               | "config":"*            | config: not base64: Illegal base64 character 2a
            [["IgnoreUnknown","1"],  | [7,                    | cniArgs[0]: 7 is not a list
            {"kind"                  | "kind"                 | the document is not a JSON object
            """)
    void whatIsWrongWithAFileIsSaidWithItsName(String part, String instead, String message) throws IOException {
        write("pods-web-eth0", libcni("web", "eth0", "pods").replace(part, instead == null ? "" : instead));

        assertThatThrownBy(() -> cache.find("pods", ATTACHMENT)).isInstanceOf(ResultCacheException.class)
                .hasMessage("unable to read \"" + file("pods-web-eth0") + "\": " + message);
    }

    @Test
    void aFileOfAnotherAttachmentWithTheSameNameCountsForThatOne() throws IOException {
        write("pods-web-eth0", libcni("b-web", "eth0", "pods").replace("\"networkName\":\"pods\"", "\"networkName\":\"a\""));
        Files.move(file("pods-web-eth0"), file("a-b-web-eth0"));
        Attachment same = Attachment.of("web", "/run/netns/web", "eth0");

        assertThat(cache.find("a-b", same)).isEmpty();
        assertThat(cache.result(NetworkList.parse(LIST.replace("pods", "a-b")), same)).isEmpty();
        assertThatThrownBy(() -> cache.write(NetworkList.parse(LIST.replace("pods", "a-b")), same, result(RESULT)))
                .isInstanceOf(ResultCacheException.class)
                .hasMessageContaining("it is of another attachment: network \"a\", container \"b-web\", interface \"eth0\"");
        cache.remove("a-b", same);
        assertThat(cache.files()).containsExactly(file("a-b-web-eth0"));
    }

    @Test
    void theListIsByNameAndWithoutWhatIsForeignOrBroken() throws IOException {
        write("pods-web-eth1", libcni("web", "eth1", "pods"));
        write("pods-a-eth0", libcni("a", "eth0", "pods"));
        write("other", libcni("web", "eth0", "other"));
        write("broken", "{");
        write("foreign", "{\"kind\": \"other\"}");
        write("nameless", libcni("web", "eth0", ""));
        Files.createDirectory(file("folder"));

        assertThat(cache.entries()).extracting(entry -> entry.network() + "/" + entry.attachment().containerId() + "/" + entry.attachment().ifName())
                .containsExactly("other/web/eth0", "pods/a/eth0", "pods/web/eth1");
        assertThat(cache.entriesOf("web")).hasSize(2);
        assertThat(cache.entriesOf("we")).isEmpty();
        assertThat(cache.files()).hasSize(6);
    }

    @Test
    void argumentsThatComeApartAreReadAsPluginsReadThem() throws IOException {
        write("pods-web-eth0", libcni("web", "eth0", "pods").replace("\"1\"]", "\"1;A=b=c\"]"));

        assertThat(cache.find("pods", ATTACHMENT).orElseThrow().attachment().argsText()).isEqualTo("IgnoreUnknown=1;A=b=c;K8S_POD_NAME=web");
    }

    private static PluginResult result(String json) {
        return PluginResult.of(JsonObject.parse(json), NETWORK.cniVersion());
    }

    private static String libcni(String containerId, String ifName, String network) {
        return "{\"kind\":\"cniCacheV1\",\"containerId\":\"" + containerId + "\",\"config\":\"" + base64(LIST) + "\",\"ifName\":\"" + ifName
                + "\",\"networkName\":\"" + network + "\",\"netns\":\"/run/netns/web\",\"cniArgs\":[[\"IgnoreUnknown\",\"1\"],"
                + "[\"K8S_POD_NAME\",\"web\"]],\"capabilityArgs\":{\"portMappings\":[{\"containerPort\":80,\"hostPort\":8080}]},\"result\":"
                + RESULT + "}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String name) {
        return folder.resolve("cni/results").resolve(name);
    }

    private void write(String name, String content) throws IOException {
        Files.createDirectories(file(""));
        Files.writeString(file(name), content);
    }
}
