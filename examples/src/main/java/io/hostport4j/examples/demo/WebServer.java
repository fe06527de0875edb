package io.hostport4j.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hostport4j.core.model.IpText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A web server of one page, which says who asked for it. It runs in a container of its own, and as long as its stdin is open. */
final class WebServer {
    /** Printed when it listens. */
    static final String LISTENING = "listening";

    private WebServer() {}

    /** @param arguments the TCP port, 1 to 65535 */
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(arguments[0])), 0);
        server.createContext("/", WebServer::answer);
        server.start();
        System.out.println(LISTENING);
        // The pipe breaks when the demo ends, however it ends.
        System.in.transferTo(System.out);
        server.stop(0);
    }

    /** The page for a client. */
    static String page(String clientsAddress) {
        return "hello " + clientsAddress;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] page = page(IpText.of(exchange.getRemoteAddress().getAddress())).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }
}
