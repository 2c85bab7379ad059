package lumen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
    /** Which secrets whoever installs lumen makes, as the overlays' comments say. */
    private static final Set<String> SECRETS_OF_OTHERS =
            Set.of("lumen-database", "lumen-database-ca", "lumen-kafka", "lumen-tls");

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu", "dev", "external-kafka-postgres"})
    void everyObjectIsWhatTheApiServerAccepts(String name) {
        // Given
        Overlay overlay = Overlay.of(name);

        // When
        List<String> faults =
                overlay.manifests().stream()
                        .flatMap(manifest -> Schema.faults(manifest).stream())
                        .toList();

        // Then
        assertThat(overlay.manifests()).hasSizeGreaterThan(20);
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu", "dev", "external-kafka-postgres"})
    void theObjectsFitTogether(String name) {
        // Given
        Overlay overlay = Overlay.of(name);

        // When
        List<String> faults = Wiring.faults(overlay.manifests(), SECRETS_OF_OTHERS);

        // Then
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu", "dev", "external-kafka-postgres"})
    void everyPodIsRestricted(String name) {
        // Given
        Overlay overlay = Overlay.of(name);

        // When
        List<String> faults =
                overlay.withPods().stream()
                        .flatMap(manifest -> Hardening.faults(manifest).stream())
                        .toList();

        // Then
        assertThat(faults).isEmpty();
    }

    @Test
    void gpuWorkersAskForOneGpuEach() {
        // Given
        Overlay overlay = Overlay.of("gpu");

        // When
        List<Manifest> withGpu =
                overlay.where(
                        manifest ->
                                manifest.containers().stream()
                                        .anyMatch(
                                                container ->
                                                        container
                                                                        .path("resources")
                                                                        .path("limits")
                                                                        .path("nvidia.com/gpu")
                                                                        .asInt()
                                                                == 1));

        // Then
        assertThat(withGpu)
                .extracting(Manifest::toString)
                .containsExactlyInAnyOrder(
                        "Deployment/inference-service", "ScaledJob/training-service");
        assertThat(withGpu)
                .allSatisfy(
                        manifest ->
                                assertThat(manifest.containers().getFirst().path("image").asText())
                                        .endsWith("-cuda"));
    }
}
