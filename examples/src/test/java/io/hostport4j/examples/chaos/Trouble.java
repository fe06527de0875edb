package io.hostport4j.examples.chaos;

import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.traffic.Endpoint;
import io.hostport4j.testkit.world.Container;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What happens to nodes, and what must not come of it. */
enum Trouble {
    CRASH("a container is gone without a DEL, and a new one gets its port", scene -> {
        Container old = scene.start("old");
        scene.call("ADD", old, Scene.TCP);
        scene.world().stop(old);
        Container other = scene.start("new");
        return Scene.unlessSuccess(scene.call("ADD", other, Scene.TCP)).or(() -> scene.unlessAnswering("new"));
    }),
    TWO_ON_ONE_PORT("two containers want one port", scene -> {
        Container first = scene.start("first");
        scene.call("ADD", first, Scene.TCP);
        return scene.unlessRefused(scene.call("ADD", scene.start("second"), Scene.TCP), "first");
    }),
    WILDCARD_AND_ADDRESS("one wants a port on every address, another one on a single address", scene -> {
        Container first = scene.start("first");
        scene.call("ADD", first, Scene.TCP);
        Port single = new Port("tcp", Scene.PORT, scene.world().nodeV4().getHostAddress());
        return scene.unlessRefused(scene.call("ADD", scene.start("second"), single), "first");
    }),
    USED_ID("a container's id is used again, with another address, without a DEL", scene -> {
        Container old = scene.start("old");
        scene.call("ADD", old, Scene.TCP);
        Container other = scene.start("new");
        Pod again = new Pod("old", scene.candidate(), Pod.of(other, scene.candidate()).addresses());
        return Scene.unlessSuccess(scene.call("ADD", again, Scene.TCP)).or(() -> scene.unlessAnswering("new"));
    }),
    LOST_CONFIGURATION("DEL comes without mappings and without a result", scene -> {
        Container container = scene.start("web");
        scene.call("ADD", container, Scene.TCP);
        return Scene.unlessSuccess(scene.bareDelete(container)).or(() -> Rules.all().contains(container.v4().getHostAddress())
                ? Optional.of("success, and the rules stay") : Optional.empty());
    }),
    SECOND_DELETE("DEL comes twice, the second time without a namespace", scene -> {
        Container container = scene.start("web");
        scene.call("ADD", container, Scene.TCP);
        return Scene.unlessSuccess(scene.call("DEL", container, Scene.TCP)).or(() -> {
            scene.world().stop(container);
            return Scene.unlessSuccess(scene.call("DEL", container, Scene.TCP));
        });
    }),
    CHECK_OF_A_WHOLE_ONE("CHECK of a mapping that is whole", scene -> {
        Container container = scene.start("web");
        scene.call("ADD", container, Scene.TCP);
        return Scene.unlessSuccess(scene.call("CHECK", container, Scene.TCP));
    }),
    FLUSH("a firewall's reload takes all rules, and the runtime ADDs again", scene -> {
        Container container = scene.start("web");
        scene.call("ADD", container, Scene.TCP);
        Rules.flush();
        return Scene.unlessSuccess(scene.call("ADD", container, Scene.TCP)).or(() -> scene.unlessAnswering("web"));
    }),
    LOST_JUMPS("a firewall's reload takes the ways into the rules, and CHECK has to tell", scene -> {
        Container container = scene.start("web");
        scene.call("ADD", container, Scene.TCP);
        Optional<String> before = Scene.unlessSuccess(scene.call("CHECK", container, Scene.TCP));
        if (Rules.table().contains("inet hostport")) {
            Rules.run("nft", "flush", "chain", "inet", "hostport", "prerouting");
        } else {
            Rules.run("iptables", "-t", "nat", "-F", "PREROUTING");
        }
        boolean told = !scene.call("CHECK", container, Scene.TCP).isSuccess();
        return before.map(fault -> "CHECK fails before as well: " + fault).or(() -> told ? Optional.empty() : Optional.of("CHECK passes"));
    }),
    SAVED_RULES("after a reboot the rules come back that somebody saved, and a new container gets the port", scene -> {
        Container old = scene.start("old");
        scene.call("ADD", old, Scene.TCP);
        String saved = Rules.run("nft", "list", "ruleset", "inet");
        IptablesBackup backup = IptablesBackup.now();
        scene.world().stop(old);
        Rules.flush();
        new ProcessRun(List.of("nft", "-f", "-"), Map.of(), saved, Duration.ofSeconds(30)).execute().orThrow();
        backup.restore();
        return Scene.unlessSuccess(scene.call("ADD", scene.start("new"), Scene.TCP)).or(() -> scene.unlessAnswering("new"));
    }),
    UDP_TO_THE_NEXT("a UDP client keeps sending from one port while its container is replaced", scene -> {
        Container old = scene.start("old");
        scene.call("ADD", old, Scene.UDP);
        try (SteadyClient client = SteadyClient.of(scene.world(), Scene.PORT)) {
            return client.unlessAnswering("old").or(() -> {
                scene.call("DEL", old, Scene.UDP);
                scene.world().stop(old);
                scene.call("ADD", scene.start("new"), Scene.UDP);
                return client.unlessAnswering("new");
            });
        }
    }),
    UDP_TO_THE_NODE("a UDP client keeps sending from one port while its container goes and a process of the node takes the port", scene -> {
        Container old = scene.start("old");
        scene.call("ADD", old, Scene.UDP);
        try (SteadyClient client = SteadyClient.of(scene.world(), Scene.PORT)) {
            return client.unlessAnswering("old").or(() -> {
                scene.call("DEL", old, Scene.UDP);
                scene.world().serve(scene.world().node(), "node", Endpoint.tcpAndUdp(Scene.PORT, scene.world().nodeV4()));
                return client.unlessAnswering("node");
            });
        }
    }),
    LISTENING_PROCESS("a process of the node listens on the port that a container gets", scene -> {
        scene.world().serve(scene.world().node(), "node", Endpoint.tcpAndUdp(Scene.PORT, scene.world().nodeV4()));
        Pod web = Pod.of(scene.start("web"), scene.candidate());
        Answer answer = scene.process().call(web.environment("ADD"), web.input(List.of(Scene.TCP)));
        return Scene.unlessSuccess(answer).or(() -> answer.stderr().contains(Integer.toString(Scene.PORT)) ? Optional.empty()
                : Optional.of("no warning; who answers now: " + scene.whoAnswers()));
    }),
    RUNTIME_WAS_DOWN("containers went while the runtime was down, and it calls GC", scene -> {
        Container gone = scene.start("gone");
        scene.call("ADD", gone, Scene.TCP);
        scene.world().stop(gone);
        Answer gc = scene.plugin().call(Pod.of(gone, scene.candidate()).environment("GC"), Pod.gc("other"));
        return Scene.unlessSuccess(gc).or(() -> Rules.all().contains(gone.v4().getHostAddress()) ? Optional.of("the rules stay") : Optional.empty());
    });

    private final String text;
    private final Function<Scene, Optional<String>> play;

    Trouble(String text, Function<Scene, Optional<String>> play) {
        this.text = text;
        this.play = play;
    }

    /** @return the harm it does */
    Optional<String> harm(Scene scene) {
        return play.apply(scene);
    }

    @Override
    public String toString() {
        return text;
    }
}
