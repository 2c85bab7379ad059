package lumen.feature;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A folder for a test's audio files, configured as the service's only data root. */
public final class AudioFolder implements QuarkusTestResourceLifecycleManager {
    /** Marks the field that takes the folder. */
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface InjectFolder {}

    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("lumen-feature-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "lumen.data-roots",
                folder.resolve("root").toString(),
                "lumen.audio-store",
                folder.resolve("store").toString());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                folder, new TestInjector.AnnotatedAndMatchesType(InjectFolder.class, Path.class));
    }

    @Override
    public void stop() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
