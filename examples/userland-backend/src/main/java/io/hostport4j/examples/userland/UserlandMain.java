package io.hostport4j.examples.userland;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.HostPortException;
import java.util.concurrent.CountDownLatch;

/** Forwards the ports of the command line until it is ended: {@code 8080:10.0.0.2:80}, {@code [::1]:5353:[fd00::2]:53/udp}. */
public final class UserlandMain {
    private UserlandMain() {}

    /** Each argument is one mapping, as {@link MappingArgument} reads it. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length == 0) {
            System.err.println("give mappings, [hostIP:]hostPort:containerIP:containerPort[/udp]");
            System.exit(2);
        }
        try (UserlandNode node = new UserlandNode(); HostPorts hostPorts = node.hostPorts()) {
            for (int i = 0; i < arguments.length; i++) {
                hostPorts.add(MappingArgument.parse(arguments[i]).request("argument" + (i + 1)));
            }
            hostPorts.list().forEach(System.out::println);
            new CountDownLatch(1).await();
        } catch (HostPortException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
