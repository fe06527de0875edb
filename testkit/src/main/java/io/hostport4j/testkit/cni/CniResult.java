package io.hostport4j.testkit.cni;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a successful ADD gives back (CNI specification 1.1.0, section 5).
 *
 * @param json a JSON object
 */
public record CniResult(String json) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the text is not a JSON object
     */
    public CniResult {
        new Json().object(json);
    }

    /**
     * The addresses of {@code ips}, without their prefix lengths.
     *
     * @return the addresses, in their order
     */
    public List<InetAddress> addresses() {
        List<InetAddress> addresses = new ArrayList<>();
        for (JsonNode ip : new Json().object(json).path("ips")) {
            String address = ip.path("address").asText().replaceFirst("/.*", "");
            try {
                addresses.add(InetAddress.getByName(address));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("address \"" + address + "\" is none in CNI result " + json, e);
            }
        }
        return List.copyOf(addresses);
    }
}
