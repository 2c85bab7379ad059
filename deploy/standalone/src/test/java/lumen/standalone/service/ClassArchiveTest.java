package lumen.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir Path folder;

    @Test
    void anotherJarMeansAnotherArchiveAndTheOldOneIsDeleted() throws Exception {
        // Given
        Path program = Files.createDirectory(folder.resolve("program"));
        Files.writeString(program.resolve("a.jar"), "one");
        Path first = archive(program);
        Files.createFile(first);
        Path other = Files.createFile(folder.resolve("cache/gateway-service-1.jsa"));
        boolean keptWhileNothingChanges = archive(program).equals(first) && Files.exists(first);
        Files.writeString(program.resolve("a.jar"), "another");

        // When
        Path second = archive(program);

        // Then
        assertThat(keptWhileNothingChanges).isTrue();
        assertThat(second).isNotEqualTo(first);
        assertThat(first).doesNotExist();
        assertThat(other).exists();
    }

    private Path archive(Path program) throws Exception {
        return ClassArchive.options(
                        folder.resolve("cache"), "feature-service", program, List.of("-Xmx1g"))
                .stream()
                .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
                .map(option -> Path.of(option.substring(option.indexOf('=') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
