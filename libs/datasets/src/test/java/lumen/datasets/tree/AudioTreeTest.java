package lumen.datasets.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioTreeTest {
    @TempDir Path root;

    @Test
    void entriesComeInOrderHoweverSmallThePage() throws IOException {
        // Given
        for (int i = 0; i < 25; i++) {
            Files.createFile(root.resolve("%02d.wav".formatted(i * 7 % 25)));
        }

        // When
        DirectoryEntries entries = new DirectoryEntries(root, 4);

        // Then
        List<String> names = new ArrayList<>();
        for (Path entry = entries.next(); entry != null; entry = entries.next()) {
            names.add(entry.getFileName().toString());
        }
        assertThat(names).hasSize(25).isSorted();
    }

    @Test
    void audioIsFoundInEveryDepthAndHiddenFilesAreNot() throws IOException {
        // Given
        Files.createDirectories(root.resolve("b/deep"));
        Files.createDirectories(root.resolve(".hidden"));
        for (String name :
                List.of("c.WAV", "b/deep/ä.Mp3", "b/._x.wav", ".hidden/y.wav", "a.txt", "wav")) {
            Files.createFile(root.resolve(name));
        }

        // When
        AudioTree tree = new AudioTree(root);

        // Then
        assertThat(tree.next()).isEqualTo(root.resolve("b/deep/ä.Mp3"));
        assertThat(tree.next()).isEqualTo(root.resolve("c.WAV"));
        assertThat(tree.next()).isNull();
    }
}
