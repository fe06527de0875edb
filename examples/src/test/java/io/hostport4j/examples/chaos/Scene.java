package io.hostport4j.examples.chaos;

import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A node whose runtime uses a plugin, for one {@link Trouble}.
 *
 * @param process the same as a process, whose standard error can be read
 */
record Scene(World world, Candidate candidate, Plugin plugin, PluginProcess process) {
    static final int PORT = 8080;
    static final Port TCP = Port.tcp(PORT);
    static final Port UDP = new Port("udp", PORT, "");

    static Scene of(World world, Candidate candidate, Path folder) {
        return new Scene(world, candidate, candidate.plugin(folder), new PluginProcess(candidate.program(), folder));
    }

    /** A container that answers at port 80 with its id. */
    Container start(String id) {
        Container container = world.start(id, world.podNetwork());
        world.serve(container, 80);
        return container;
    }

    Answer call(String command, Container container, Port... ports) {
        return call(command, Pod.of(container, candidate), ports);
    }

    Answer call(String command, Pod pod, Port... ports) {
        return plugin.call(pod.environment(command), pod.input(List.of(ports)));
    }

    /** A DEL as it comes when the runtime has lost what it noted. */
    Answer bareDelete(Container container) {
        String config = "{\"cniVersion\": \"%s\", \"name\": \"%s\", \"type\": \"portmap\"}".formatted(candidate.cniVersion(), Pod.NETWORK);
        return plugin.call(Pod.of(container, candidate).environment("DEL"), config.getBytes(StandardCharsets.UTF_8));
    }

    /** @return who answers at the node's port, or why nobody does */
    String whoAnswers() {
        Reply reply = Client.in(world.client()).ask(Protocol.TCP, world.nodeV4(), PORT);
        return reply instanceof io.hostport4j.testkit.traffic.Answer answer ? answer.server() : reply.toString();
    }

    /** What is wrong when the container has to be the one that answers. */
    Optional<String> unlessAnswering(String id) {
        String who = whoAnswers();
        return who.equals(id) ? Optional.empty() : Optional.of("instead of \"" + id + "\" answers: " + who);
    }

    /** What is wrong when the second one has to be refused with the name of the first. */
    Optional<String> unlessRefused(Answer answer, String holder) {
        if (answer.isSuccess()) {
            return Optional.of("both have the port; who answers: " + whoAnswers());
        }
        return answer.stdout().contains(holder) ? Optional.empty() : Optional.of("the error does not name the holder: " + answer.stdout());
    }

    static Optional<String> unlessSuccess(Answer answer) {
        return answer.isSuccess() ? Optional.empty() : Optional.of("code " + answer.code() + ": " + answer.json().path("msg").asText());
    }
}
