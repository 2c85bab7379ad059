package lumen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of these mistakes is found, and told in words that name it. */
class WrongManifestTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(deployment("readynessProbe: {}"), "readynessProbe"),
                mistake(deployment("").replace("1Gi", "12Z"), "12Z"),
                mistake(deployment("").replace("replicas: 2", "replicas: two"), "two"),
                mistake(deployment("").replace("apps/v1", "extensions/v1beta1"), "extensions"),
                mistake(deployment("").replace("  selector:", "  selektor:"), "selektor"),
                mistake(
                        deployment("readinessProbe: {httpGet: {path: /, port: web}}"),
                        "has no port web"),
                mistake(deployment("envFrom: [{configMapRef: {name: lost}}]"), "no ConfigMap lost"),
                mistake(
                        deployment("volumeMounts: [{name: lost, mountPath: /x}]"),
                        "no volume lost"),
                mistake(deployment("").replace("limits: {memory: 1Gi}", "limits: {}"), "memory"),
                mistake(
                        """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: s}
                        spec:
                          selector: {app.kubernetes.io/name: nobody}
                          ports: [{port: 80, targetPort: http}]
                        """,
                        "takes the pods of []"),
                mistake(
                        """
                        apiVersion: policy/v1
                        kind: PodDisruptionBudget
                        metadata: {name: b}
                        spec:
                          minAvailable: 2
                          selector: {matchLabels: {app.kubernetes.io/name: gateway-service}}
                        """,
                        "no pod could ever be moved"),
                mistake(
                        """
                        apiVersion: networking.k8s.io/v1
                        kind: NetworkPolicy
                        metadata: {name: n}
                        spec: {podSelector: {}, policyTypes: [Ingres]}
                        """,
                        "no policy type Ingres"),
                mistake(
                        """
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {name: k}
                        spec:
                          scaleTargetRef: {name: gateway-service}
                          minReplicas: 1
                          triggers: [{type: kafka, metadata: {bootstrapServers: k:9092, consumerGroup: g, topic: lumen.audio}}]
                        """,
                        "minReplicas"),
                mistake(
                        """
                        apiVersion: keda.sh/v1alpha1
                        kind: ScaledObject
                        metadata: {name: k}
                        spec:
                          scaleTargetRef: {name: gateway-service}
                          triggers: [{type: kafka, metadata: {bootstrapServers: k:9092, consumerGroup: g, topic: lumen.audios}}]
                        """,
                        "no topic lumen.audios"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isFound(String yaml, String told) {
        // Given
        List<Manifest> manifests = new ArrayList<>(Overlay.parse(yaml));
        if (manifests.stream().noneMatch(manifest -> manifest.is("Deployment"))) {
            manifests.addAll(Overlay.parse(deployment("")));
        }

        // When
        List<String> faults = new ArrayList<>();
        manifests.forEach(manifest -> faults.addAll(Schema.faults(manifest)));
        faults.addAll(Wiring.faults(manifests, Set.of()));

        // Then
        assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(told));
    }

    @Test
    void aGoodDeploymentHasNoFault() {
        // Given
        List<Manifest> manifests = Overlay.parse(deployment(""));

        // When
        List<String> faults = new ArrayList<>(Wiring.faults(manifests, Set.of()));
        manifests.forEach(manifest -> faults.addAll(Schema.faults(manifest)));

        // Then
        assertThat(faults).isEmpty();
    }

    @Test
    void aPodThatMayDoMoreThanItNeedsIsTold() {
        // Given
        Manifest open = Overlay.parse(deployment("securityContext: {privileged: true}")).getFirst();

        // When
        List<String> faults = Hardening.faults(open);

        // Then
        assertThat(faults).hasSizeGreaterThan(5).anyMatch(fault -> fault.contains("privileged"));
    }

    private static Arguments mistake(String yaml, String told) {
        return Arguments.of(yaml, told);
    }

    private static String deployment(String containerField) {
        return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: gateway-service}
        spec:
          replicas: 2
          selector:
            matchLabels: {app.kubernetes.io/name: gateway-service}
          template:
            metadata:
              labels: {app.kubernetes.io/name: gateway-service}
            spec:
              containers:
                - name: gateway-service
                  image: lumen/gateway-service
                  ports: [{name: http, containerPort: 8090}]
                  resources: {requests: {cpu: 1}, limits: {memory: 1Gi}}
                  %s
        """
                .formatted(containerField);
    }
}
