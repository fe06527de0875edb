package io.hostport4j.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;

/** Prints a page, or why there is none, and then ends with 1. */
final class Fetch {
    private static final int LIMIT_MILLIS = 2000;

    private Fetch() {}

    /** @param arguments the URL */
    public static void main(String[] arguments) {
        try {
            // Whatever proxy the machine is set up with, this is between us.
            HttpURLConnection connection = (HttpURLConnection) new URL(arguments[0]).openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(LIMIT_MILLIS);
            connection.setReadTimeout(LIMIT_MILLIS);
            try (InputStream page = connection.getInputStream()) {
                page.transferTo(System.out);
            }
            System.out.flush();
        } catch (IOException e) {
            System.out.print(e.getMessage());
            System.exit(1);
        }
    }
}
