package io.hostport4j.cni.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainInstallerTest {
    private static final String LIST = """
            {"cniVersion": "1.0.0", "name": "%s", "plugins": [{"type": "bridge"}, {"type": "tuning"}]}
            """;
    private static final String SINGLE = """
            {"cniVersion": "1.0.0", "name": "%s", "type": "bridge"}
            """;

    @TempDir
    private Path folder;
    private ChainInstaller installer;

    @BeforeEach
    void open() {
        installer = new ChainInstaller(folder);
    }

    @Test
    void theFirstFileIsTheOneThatIsEdited() throws IOException {
        write("20-b.conflist", LIST, "b");
        write("10-a.conflist", LIST, "a");

        Plan plan = installer.install(InstallRequest.USUAL);

        assertThat(Contents.texts(folder)).containsOnlyKeys("10-a.conflist", "10-a.conflist.hostport4j_bak", "20-b.conflist");
        assertThat(plan.notes()).isEmpty();
        assertThat(Contents.texts(folder).get("10-a.conflist")).isEqualTo("""
                {"cniVersion": "1.0.0", "name": "a", "plugins": [{"type": "bridge"}, {"type": "tuning"}, \
                {"type": "portmap", "capabilities": {"portMappings": true}}]}
                """);
    }

    @Test
    void itComesRightBehindTheOneNamed() throws IOException {
        write("10-a.conflist", LIST, "a");
        installer.install(after("bridge"));
        assertThat(network("10-a.conflist").plugins()).extracting(ChainedPlugin::type).containsExactly("bridge", "portmap", "tuning");
        installer.uninstall(Optional.empty());
        assertThat(Contents.texts(folder)).containsOnly(Map.entry("10-a.conflist", LIST.formatted("a")));
    }

    @Test
    void aPluginThatIsNotInTheChainIsNamedWithTheChain() throws IOException {
        write("10-a.conflist", LIST, "a");
        assertThatThrownBy(() -> installer.install(after("calico"))).isInstanceOf(InstallException.class)
                .hasMessage("network \"a\" has no plugin \"calico\" to come behind; its chain is bridge, tuning");
    }

    @Test
    void aNetworkThatIsNotTheFirstIsInstalledWithAWordOnWhichOneIsTaken() throws IOException {
        write("10-a.conf", SINGLE, "a");
        write("20-b.conflist", LIST, "b");

        Plan plan = installer.install(named("b"));

        assertThat(network("20-b.conflist").isCovered()).isTrue();
        assertThat(plan.notes()).containsExactly(
                "a runtime that takes the first file takes \"10-a.conf\" (network \"a\"), not \"20-b.conflist\"; --exclusive puts it away");
    }

    @Test
    void anUnknownNetworkIsAnErrorThatListsThoseThereAre() throws IOException {
        write("10-a.conf", SINGLE, "a");
        write("20-b.conflist", LIST, "b");
        assertThatThrownBy(() -> installer.install(named("c"))).hasMessageContaining("has a network \"c\"; there are: \"a\", \"b\"");
    }

    @Test
    void aNetworkInTwoFilesIsRefused() throws IOException {
        write("10-a.conflist", LIST, "a");
        write("20-a.conflist", LIST, "a");
        Map<String, String> before = Contents.texts(folder);
        assertThatThrownBy(() -> installer.install(InstallRequest.USUAL)).isInstanceOf(InstallException.class).hasMessageContaining(
                "network \"a\" is in 2 files: \"10-a.conflist\", \"20-a.conflist\"; a runtime takes the first");
        assertThat(Contents.texts(folder)).isEqualTo(before);
    }

    @Test
    void exclusivePutsAllOthersAwayAndUninstallBringsThemBack() throws IOException {
        write("10-a.conflist", LIST, "a");
        write("20-b.conf", SINGLE, "b");
        Files.writeString(folder.resolve("30-broken.json"), "{");
        write("40-a.conflist", LIST, "a");
        Files.writeString(folder.resolve("kubeconfig"), "not ours");
        Map<String, String> before = Contents.all(folder);

        installer.install(new InstallRequest(Optional.of("b"), Optional.empty(), OtherNetworks.PUT_AWAY));
        assertThat(Contents.texts(folder)).containsOnlyKeys("10-a.conflist.hostport4j_off", "20-b.conflist", "20-b.conf.hostport4j_bak",
                "30-broken.json.hostport4j_off", "40-a.conflist.hostport4j_off", "kubeconfig");

        installer.uninstall(Optional.empty());
        assertThat(Contents.all(folder)).isEqualTo(before);
    }

    @Test
    void aNetworkThatWasPutAwayAndWrittenAgainStaysAsItIsNow() throws IOException {
        write("10-a.conflist", LIST, "a");
        write("20-b.conflist", LIST, "b");
        installer.install(new InstallRequest(Optional.of("b"), Optional.empty(), OtherNetworks.PUT_AWAY));
        write("10-a.conflist", LIST, "new");

        assertThat(installer.uninstall(Optional.empty()).notes()).singleElement().asString().contains("was written anew since it was put away");

        assertThat(Contents.texts(folder)).containsOnly(Map.entry("10-a.conflist", LIST.formatted("new")),
                Map.entry("20-b.conflist", LIST.formatted("b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10-a.conf", "10-a.json"})
    void anAgentThatWritesItsSingleConfigurationAgainIsNoticed(String name) throws IOException {
        write(name, SINGLE, "a");
        installer.install(InstallRequest.USUAL);
        String again = SINGLE.formatted("a").replace("bridge", "macvlan");
        Files.writeString(folder.resolve(name), again);

        Plan plan = installer.install(InstallRequest.USUAL);

        assertThat(plan.notes()).singleElement().asString().contains("was written anew since the plugin was installed, and had lost it");
        assertThat(network("10-a.conflist").plugins()).extracting(ChainedPlugin::type).containsExactly("macvlan", "portmap");
        installer.uninstall(Optional.empty());
        assertThat(Contents.texts(folder)).containsOnly(Map.entry(name, again));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10-a.conf", "10-a.json"})
    void uninstallLeavesASingleConfigurationThatWasWrittenAgain(String name) throws IOException {
        write(name, SINGLE, "a");
        installer.install(InstallRequest.USUAL);
        String again = SINGLE.formatted("a").replace("bridge", "macvlan");
        Files.writeString(folder.resolve(name), again);

        assertThat(installer.uninstall(Optional.empty()).notes()).singleElement().asString().contains("it stays as it is");

        assertThat(Contents.texts(folder)).containsOnly(Map.entry(name, again));
    }

    @Test
    void anAgentThatWritesItsListAgainIsNoticed() throws IOException {
        write("10-a.conflist", LIST, "a");
        installer.install(InstallRequest.USUAL);
        String again = LIST.formatted("a").replace("tuning", "bandwidth");
        Files.writeString(folder.resolve("10-a.conflist"), again);

        assertThat(installer.install(InstallRequest.USUAL).notes()).singleElement().asString().contains("had lost it");

        installer.uninstall(Optional.empty());
        assertThat(Contents.texts(folder)).containsOnly(Map.entry("10-a.conflist", again));
    }

    @Test
    void aListThatWasWrittenAgainWithoutThePluginIsLeftAlone() throws IOException {
        write("10-a.conflist", LIST, "a");
        installer.install(InstallRequest.USUAL);
        String again = LIST.formatted("a").replace("tuning", "bandwidth");
        Files.writeString(folder.resolve("10-a.conflist"), again);

        assertThat(installer.uninstall(Optional.empty()).notes()).singleElement().asString().contains("has the plugin no more");

        assertThat(Contents.texts(folder)).containsOnly(Map.entry("10-a.conflist", again));
    }

    @Test
    void aNetworkThatWasTakenAwayDoesNotComeBack() throws IOException {
        write("10-a.conflist", LIST, "a");
        installer.install(InstallRequest.USUAL);
        Files.delete(folder.resolve("10-a.conflist"));
        installer.uninstall(Optional.empty());
        assertThat(Contents.texts(folder)).isEmpty();
    }

    @Test
    void theReferencesPluginInTheChainIsEnough() throws IOException {
        String with = LIST.formatted("a").replace("\"tuning\"", "\"portmap\", \"snat\": false, \"capabilities\": {\"portMappings\": true}");
        Files.writeString(folder.resolve("10-a.conflist"), with);

        Plan plan = installer.install(InstallRequest.USUAL);
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes()).singleElement().asString().contains("has the plugin in its chain already").contains("place 2 of 2");

        Plan removal = installer.uninstall(Optional.empty());
        assertThat(removal.isEmpty()).isTrue();
        assertThat(removal.notes()).singleElement().asString().contains("before anything was installed; it stays");
    }

    @Test
    void aPluginThatDeclaresNoCapabilityGetsIt() throws IOException {
        String with = LIST.formatted("a").replace("\"tuning\"", "\"portmap\", \"snat\": false");
        Files.writeString(folder.resolve("10-a.conflist"), with);

        installer.install(InstallRequest.USUAL);
        assertThat(network("10-a.conflist").isCovered()).isTrue();

        installer.uninstall(Optional.empty());
        assertThat(Contents.texts(folder)).containsOnly(Map.entry("10-a.conflist", with));
    }

    @Test
    void twoOfThemAreRefused() throws IOException {
        Files.writeString(folder.resolve("10-a.conflist"), LIST.formatted("a").replace("bridge", "portmap").replace("tuning", "portmap"));
        assertThatThrownBy(() -> installer.install(InstallRequest.USUAL)).isInstanceOf(InstallException.class)
                .hasMessageContaining("has plugin \"portmap\" 2 times in its chain");
    }

    @Test
    void anotherPluginThatTakesHostPortsIsARival() throws IOException {
        Files.writeString(folder.resolve("00-multus.conf"), """
                {"cniVersion": "0.3.1", "name": "multus-cni-network", "type": "multus", "capabilities": {"portMappings": true, "bandwidth": true},
                 "kubeconfig": "/etc/cni/net.d/multus.d/multus.kubeconfig", "clusterNetwork": "/host/etc/cni/net.d/10-a.conflist"}
                """);
        write("10-a.conflist", LIST, "a");
        assertThatThrownBy(() -> installer.install(InstallRequest.USUAL)).isInstanceOf(InstallException.class)
                .hasMessageContaining("\"multus\" of network \"multus-cni-network\" takes the host ports already").hasMessageContaining("--name");
        installer.install(named("a"));
        assertThat(network("10-a.conflist").isCovered()).isTrue();
    }

    @Test
    void aPluginThatLibcniAppendsIsSeen() throws IOException {
        write("10-a.conflist", LIST, "a");
        Files.createDirectory(folder.resolve("a"));
        Files.writeString(folder.resolve("a/10-portmap.conf"), "{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}");
        Plan plan = installer.install(InstallRequest.USUAL);
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes()).singleElement().asString().contains("appended to its chain");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            10-a.conflist | {"name": "a"                                   | not valid JSON
            10-a.conflist | {"name": "a", "plugins": []}                    | it has no plugins
            10-a.conflist | {"name": "a", "plugins": [{"x": 1}]}            | plugins[0].type: missing
            10-a.conflist | {"plugins": [{"type": "b"}]}                    | name: missing
            10-a.conf     | {"name": "a", "plugins": [{"type": "b"}]}       | read from a .conflist only
            10-a.conf     | {"name": "a"}                                   | type: missing
            10-a.conflist | \uFEFF{"name": "a", "plugins": [{"type": "b"}]} | not valid JSON at line 1, column 1
            10-a.conflist | {"name": "a", /* b */ "plugins": [{"type": "b"}]} | not valid JSON
            """, delimiter = '|')
    void aBrokenFirstFileIsAnError(String name, String content, String problem) throws IOException {
        Files.writeString(folder.resolve(name), content);
        assertThatThrownBy(() -> installer.install(InstallRequest.USUAL)).isInstanceOf(InstallException.class)
                .hasMessageContaining("the first file, which a runtime takes, is broken").hasMessageContaining(name)
                .hasMessageMatching(problem.startsWith("not valid") ? ".*(not valid JSON|unexpected end of JSON).*" : ".*\\Q" + problem + "\\E.*");
    }

    @Test
    void aBrokenFileInFrontIsTold() throws IOException {
        Files.writeString(folder.resolve("00-x.conf"), "{");
        write("10-a.conflist", LIST, "a");
        assertThat(installer.install(named("a")).notes()).singleElement().asString()
                .contains("\"00-x.conf\", which comes first, is broken").contains("containerd takes no network");
    }

    @Test
    void anEmptyFolderIsAnErrorThatSaysWhatIsMissing() {
        assertThatThrownBy(() -> installer.install(InstallRequest.USUAL)).hasMessageContaining("install the network's own plugin first");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new ChainInstaller(folder.resolve("no"))).isInstanceOf(InstallException.class).hasMessageContaining("/no\"");
    }

    @Test
    void aLinkIsRefused() throws IOException {
        write("real", LIST, "a");
        Files.createSymbolicLink(folder.resolve("10-a.conflist"), Path.of("real"));
        assertThatThrownBy(() -> installer.install(InstallRequest.USUAL)).hasMessageContaining("is a symbolic link");
        assertThat(folder.resolve("10-a.conflist")).isSymbolicLink();
    }

    @Test
    void aFolderBehindALinkIsAsGoodAsItself() throws IOException {
        Files.createDirectory(folder.resolve("real"));
        write("real/10-a.conflist", LIST, "a");
        Path link = Files.createSymbolicLink(folder.resolve("net.d"), Path.of("real"));
        new ChainInstaller(link).install(InstallRequest.USUAL);
        assertThat(network("real/10-a.conflist").isCovered()).isTrue();
    }

    @Test
    void aNameThatIsTakenIsAnError() throws IOException {
        write("10-a.conf", SINGLE, "a");
        write("10-a.conflist", LIST, "other");
        assertThatThrownBy(() -> installer.install(InstallRequest.USUAL)).hasMessageContaining("which has another network");
    }

    @Test
    void onlyTheNetworkThatIsNamedIsUninstalled() throws IOException {
        write("10-a.conflist", LIST, "a");
        write("20-b.conflist", LIST, "b");
        installer.install(named("a"));
        installer.install(named("b"));
        installer.uninstall(Optional.of("b"));
        assertThat(network("10-a.conflist").isCovered()).isTrue();
        assertThat(Contents.texts(folder)).containsEntry("20-b.conflist", LIST.formatted("b"));
        installer.uninstall(Optional.of("a"));
        assertThat(Contents.texts(folder)).containsOnlyKeys("10-a.conflist", "20-b.conflist");
    }

    @Test
    void aPlanChangesNothing() throws IOException {
        write("10-a.conflist", LIST, "a");
        assertThat(installer.planInstall(InstallRequest.USUAL).changes()).containsExactly(
                "copy    " + folder.toRealPath().resolve("10-a.conflist") + " to 10-a.conflist.hostport4j_bak",
                "write   " + folder.toRealPath().resolve("10-a.conflist"));
        assertThat(Contents.texts(folder)).containsOnly(Map.entry("10-a.conflist", LIST.formatted("a")));
    }

    @Test
    void whatWasChangedAndIsBrokenNowIsAnErrorThatPointsToTheOldOne() throws IOException {
        write("10-a.conflist", LIST, "a");
        installer.install(InstallRequest.USUAL);
        Files.writeString(folder.resolve("10-a.conflist"), "{");
        assertThatThrownBy(() -> installer.uninstall(Optional.empty())).isInstanceOf(InstallException.class)
                .hasMessageContaining("is broken").hasMessageContaining("beside it");
        assertThat(Contents.texts(folder)).containsEntry("10-a.conflist.hostport4j_bak", LIST.formatted("a"));
    }

    private void write(String file, String text, String network) throws IOException {
        Files.writeString(folder.resolve(file), text.formatted(network));
    }

    private ConfFile.Network network(String file) throws IOException {
        return (ConfFile.Network) ConfFile.parse(folder.resolve(file), Files.readAllBytes(folder.resolve(file)));
    }

    private static InstallRequest named(String network) {
        return new InstallRequest(Optional.of(network), Optional.empty(), OtherNetworks.STAY);
    }

    private static InstallRequest after(String type) {
        return new InstallRequest(Optional.empty(), Optional.of(type), OtherNetworks.STAY);
    }
}
