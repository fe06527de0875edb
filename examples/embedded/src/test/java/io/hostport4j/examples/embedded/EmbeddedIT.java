package io.hostport4j.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Failure;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The program as a process of its own, with real packets. */
@RequiresWorld
class EmbeddedIT {
    @Test
    void theContainerIsReachedFromOutsideUntilEnterIsPressed() throws IOException, InterruptedException {
        try (World world = World.create()) {
            Container web = world.start("web", world.podNetwork());
            world.serve(web, 80);
            Process program = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp", System.getProperty("java.class.path"),
                    Embedded.class.getName(), web.v4().getHostAddress(), "8080:80").redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (BufferedReader output = program.inputReader()) {
                assertThat(output.readLine()).isEqualTo("0.0.0.0:8080/tcp -> " + web.v4().getHostAddress() + ":80 of my-network/my-container/eth0");
                assertThat(ask(world)).isEqualTo(new Answer("web", world.clientV4()));
                program.outputWriter().append('\n').flush();
                assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(program.exitValue()).isZero();
                assertThat(ask(world)).isEqualTo(Failure.REFUSED);
            } finally {
                program.destroyForcibly();
            }
        }
    }

    private static Reply ask(World world) {
        return Client.in(world.client()).ask(Protocol.TCP, world.nodeV4(), 8080);
    }
}
