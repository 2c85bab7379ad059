package lumen.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * All objects of an overlay, rendered by {@code kubectl kustomize}.
 *
 * @param name of its folder
 * @param manifests in the order of rendering
 */
record Overlay(String name, List<Manifest> manifests) {
    /** The overlays that users apply. */
    static final List<String> NAMES = List.of("cpu", "gpu", "dev", "external-kafka-postgres");

    private static final Path FOLDER = Path.of("overlays");
    private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

    /** Renders an overlay, once for all tests; skips the test where there is no kubectl. */
    static Overlay of(String name) {
        return RENDERED.computeIfAbsent(
                name, key -> new Overlay(key, parse(kustomize(FOLDER.resolve(key)))));
    }

    /** Reads YAML documents and refuses keys that come twice. */
    static List<Manifest> parse(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        YAMLFactory factory = YAMLFactory.builder().loaderOptions(options).build();
        ObjectMapper mapper = new ObjectMapper(factory);
        try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll().stream()
                    .filter(document -> !document.isNull())
                    .map(Manifest::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder as {@code kubectl apply -k} would send it. */
    static String kustomize(Path folder) {
        try {
            Process process =
                    new ProcessBuilder(kubectl(), "kustomize", folder.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(folder + " cannot be rendered");
            }
            return output;
        } catch (IOException e) {
            assumeTrue(false, "there is no kubectl: " + e.getMessage());
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String kubectl() {
        return System.getenv().getOrDefault("KUBECTL", "kubectl");
    }

    List<Manifest> ofKind(String kind) {
        return manifests.stream().filter(manifest -> manifest.is(kind)).toList();
    }

    List<Manifest> withPods() {
        return manifests.stream().filter(manifest -> manifest.podTemplate().isPresent()).toList();
    }

    List<Manifest> where(Predicate<Manifest> condition) {
        return manifests.stream().filter(condition).toList();
    }
}
