package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.plugin.CniArgs;
import io.hostport4j.cni.plugin.NetworkConfig;
import io.hostport4j.cni.plugin.PluginRequest;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelegationTest {

    private static final String CONFIG = "{\"cniVersion\":\"1.1.0\",\"name\":\"pods\",\"type\":\"bridge\",\"ipam\":{\"type\":\"x\",\"own\":1e3}}";
    private static final Map<String, BiConsumer<Delegation, String>> COMMANDS = Map.of("ADD", Delegation::add, "CHECK", Delegation::check,
            "DEL", Delegation::delete, "GC", Delegation::gc, "STATUS", Delegation::status);

    @TempDir
    private Path folder;
    private Scripts scripts;

    @BeforeEach
    void open() {
        scripts = new Scripts(folder);
    }

    @Test
    void theOtherPluginGetsTheSameRequestForEveryCommand() throws IOException {
        scripts.write("x", "cat > \"$0.in\"; env | grep ^CNI_ | sort > \"$0.env\"; printf '{\"ips\": [{\"address\": \"10.0.0.9/24\"}]}'");

        COMMANDS.forEach((command, call) -> {
            call.accept(Delegation.of(request()), "x");

            assertThat(text("x.in")).isEqualTo(CONFIG);
            assertThat(text("x.env").lines()).containsExactly("CNI_ARGS=K=V", "CNI_COMMAND=" + command, "CNI_CONTAINERID=c", "CNI_IFNAME=eth0",
                    "CNI_NETNS=/some/netns", "CNI_PATH=/nonexistent:" + folder);
        });
    }

    @Test
    void theResultOfAddComesBack() throws IOException {
        scripts.write("x", "printf '{\"cniVersion\": \"1.0.0\", \"ips\": [{\"address\": \"10.0.0.9/24\"}]}'");

        PluginResult result = Delegation.of(request()).add("x");

        assertThat(result.decoded()).isEqualTo(RuntimeWorld.result("10.0.0.9/24"));
        assertThat(result.version()).isEqualTo(CniVersion.V1_1_0);
    }

    @Test
    void anErrorOfTheOtherPluginIsThisOnesAsWell() throws IOException {
        scripts.write("x", "echo '{\"code\": 11, \"msg\": \"no address is free\"}'; exit 1");

        COMMANDS.forEach((command, call) -> assertThatThrownBy(() -> call.accept(Delegation.of(request()), "x"))
                .isInstanceOfSatisfying(CniException.class, e -> assertThat(e.code()).isEqualTo(11)).hasMessage("no address is free"));
    }

    @Test
    void anotherPluginThatIsNotThereIsNamedWithTheFolders() {
        assertThatThrownBy(() -> Delegation.of(request()).add("y")).isInstanceOf(PluginExecutionException.class)
                .hasMessage("failed to find plugin \"y\" in path [/nonexistent " + folder + "]");
    }

    private PluginRequest request() {
        return new PluginRequest("c", Optional.of("/some/netns"), "eth0", new CniArgs("K=V"), "/nonexistent:" + folder,
                new NetworkConfig(CniVersion.V1_1_0, "pods", JsonObject.parse(CONFIG)));
    }

    private String text(String name) {
        try {
            return scripts.read(name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
