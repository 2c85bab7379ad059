package lumen.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Who may open connections to whom by an overlay's network policies, evaluated as a cluster does.
 */
final class NetworkMatrix {
    /**
     * A pod, or many alike.
     *
     * @param name how it is called in the matrix
     * @param namespace its namespace's labels
     * @param own whether it is in lumen's namespace
     * @param labels its labels
     * @param ports its ports by name
     */
    record Peer(
            String name,
            Map<String, String> namespace,
            boolean own,
            Map<String, String> labels,
            Map<String, Integer> ports) {}

    private final List<Manifest> policies;

    NetworkMatrix(List<Manifest> policies) {
        this.policies = policies;
    }

    /** Lines {@code from -> to:port} of everything that is allowed, sorted. */
    List<String> allowed(List<Peer> peers) {
        TreeSet<String> lines = new TreeSet<>();
        for (Peer from : peers) {
            for (Peer to : peers) {
                for (Map.Entry<String, Integer> port : to.ports().entrySet()) {
                    if (!from.equals(to)
                            && permits("Egress", from, to, port)
                            && permits("Ingress", to, from, port)) {
                        lines.add("%s -> %s:%d".formatted(from.name(), to.name(), port.getValue()));
                    }
                }
            }
        }
        return List.copyOf(lines);
    }

    /** Whether a pod's own policies of one direction let it talk with the other. */
    private boolean permits(
            String direction, Peer self, Peer other, Map.Entry<String, Integer> port) {
        List<JsonNode> own =
                self.own()
                        ? policies.stream()
                                .map(Manifest::spec)
                                .filter(
                                        spec ->
                                                Selectors.matches(
                                                        spec.path("podSelector"), self.labels()))
                                .filter(
                                        spec ->
                                                spec.path("policyTypes")
                                                        .toString()
                                                        .contains(direction))
                                .toList()
                        : List.of();
        if (own.isEmpty()) {
            return true;
        }
        String rules = direction.toLowerCase(java.util.Locale.ROOT);
        String peers = direction.equals("Ingress") ? "from" : "to";
        return own.stream()
                .flatMap(spec -> Manifest.elements(spec.path(rules)).stream())
                .anyMatch(
                        rule ->
                                hasPeer(rule.path(peers), other)
                                        && hasPort(rule.path("ports"), port));
    }

    private static boolean hasPeer(JsonNode peers, Peer other) {
        return peers.isMissingNode()
                || Manifest.elements(peers).stream().anyMatch(peer -> isPeer(peer, other));
    }

    private static boolean isPeer(JsonNode peer, Peer other) {
        boolean namespace =
                peer.has("namespaceSelector")
                        ? Selectors.matches(peer.path("namespaceSelector"), other.namespace())
                        : other.own();
        boolean pod =
                !peer.has("podSelector")
                        || Selectors.matches(peer.path("podSelector"), other.labels());
        return namespace && pod && !peer.has("ipBlock");
    }

    private static boolean hasPort(JsonNode ports, Map.Entry<String, Integer> port) {
        return ports.isMissingNode()
                || Manifest.elements(ports).stream()
                        .map(one -> one.path("port"))
                        .anyMatch(
                                one ->
                                        one.isNumber()
                                                ? one.asInt() == port.getValue()
                                                : one.asText().equals(port.getKey()));
    }
}
