package lumen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkPolicyTest {
    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    private static final List<NetworkMatrix.Peer> OTHERS =
            List.of(
                    other(
                            "ingress-controller",
                            Map.of(NAMESPACE, "ingress", "lumen/client", "true")),
                    other("prometheus", Map.of(NAMESPACE, "monitoring")),
                    other("keda", Map.of(NAMESPACE, "keda")),
                    other("stranger", Map.of(NAMESPACE, "default")),
                    own("client", Map.of("lumen/client", "true")),
                    own("tensor-client", Map.of("lumen/tensor-client", "true")),
                    own("subscriber", Map.of("lumen/subscriber", "true")),
                    own("stranger-inside", Map.of("app", "something")),
                    new NetworkMatrix.Peer(
                            "internet",
                            Map.of(NAMESPACE, "none"),
                            false,
                            Map.of(),
                            Map.of("https", 443)),
                    new NetworkMatrix.Peer(
                            "dns",
                            Map.of(NAMESPACE, "kube-system"),
                            false,
                            Map.of("k8s-app", "kube-dns"),
                            Map.of("dns", 53)));

    @Test
    void onlyTheseConnectionsAreOpen() {
        // Given
        Overlay overlay = Overlay.of("dev");
        List<NetworkMatrix.Peer> peers = new ArrayList<>(OTHERS);
        overlay.withPods()
                .forEach(
                        manifest ->
                                peers.add(
                                        new NetworkMatrix.Peer(
                                                manifest.name(),
                                                Map.of(NAMESPACE, "lumen"),
                                                true,
                                                manifest.podLabels(),
                                                manifest.podPorts())));

        // When
        List<String> allowed = new NetworkMatrix(overlay.ofKind("NetworkPolicy")).allowed(peers);

        // Then
        assertThat(allowed)
                .containsExactlyInAnyOrder(
                        // Not ours to restrict: pods of other namespaces have policies of their
                        // own.
                        "ingress-controller -> dns:53",
                        "ingress-controller -> internet:443",
                        "prometheus -> dns:53",
                        "prometheus -> internet:443",
                        "keda -> dns:53",
                        "keda -> internet:443",
                        "stranger -> dns:53",
                        "stranger -> internet:443",
                        "internet -> dns:53",
                        "dns -> internet:443",
                        // Names.
                        "gateway-service -> dns:53",
                        "feature-service -> dns:53",
                        "inference-service -> dns:53",
                        "training-service -> dns:53",
                        "kafka -> dns:53",
                        "postgresql -> dns:53",
                        // The way of a file.
                        "ingress-controller -> gateway-service:8090",
                        "gateway-service -> kafka:9092",
                        "gateway-service -> postgresql:5432",
                        "feature-service -> kafka:9092",
                        "inference-service -> kafka:9092",
                        "training-service -> kafka:9092",
                        // Other programs in the namespace, by their labels.
                        "client -> gateway-service:8090",
                        "tensor-client -> inference-service:8092",
                        "subscriber -> kafka:9092");
    }

    @Test
    void monitoringMayReadMetricsAndNothingElse() {
        // Given
        Overlay overlay = Overlay.of("cpu");
        NetworkMatrix matrix = new NetworkMatrix(overlay.ofKind("NetworkPolicy"));
        List<NetworkMatrix.Peer> peers = new ArrayList<>();
        peers.add(OTHERS.get(1));
        overlay.withPods()
                .forEach(
                        manifest ->
                                peers.add(
                                        new NetworkMatrix.Peer(
                                                manifest.name(),
                                                Map.of(NAMESPACE, "lumen"),
                                                true,
                                                manifest.podLabels(),
                                                manifest.podPorts())));

        // When
        List<String> allowed = matrix.allowed(peers);

        // Then
        assertThat(allowed)
                .containsExactlyInAnyOrder(
                        "prometheus -> gateway-service:8090",
                        "prometheus -> feature-service:8091",
                        "prometheus -> inference-service:8092",
                        "prometheus -> training-service:8093");
    }

    private static NetworkMatrix.Peer other(String name, Map<String, String> namespace) {
        return new NetworkMatrix.Peer(name, namespace, false, Map.of(), Map.of());
    }

    private static NetworkMatrix.Peer own(String name, Map<String, String> labels) {
        return new NetworkMatrix.Peer(name, Map.of(NAMESPACE, "lumen"), true, labels, Map.of());
    }
}
