package lumen.cli.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioSelectionTest {
    @TempDir private Path directory;

    private Path file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    private List<String> names(List<AudioFile> files) {
        return files.stream()
                .map(file -> directory.relativize(Path.of(file.name())).toString())
                .toList();
    }

    @Test
    void aDirectoryIsSearchedToTheBottomInAFixedOrder() throws Exception {
        // Given
        file("b.WAV");
        file("a/z.Mp3");
        file("a/b/c.flac");
        file("c.aif");
        file("notes.txt");
        file("wav");
        file(".trash/d.wav");
        file("._b.wav");

        // When
        List<AudioFile> files = AudioSelection.of(List.of(directory));

        // Then
        assertThat(names(files)).containsExactly("a/b/c.flac", "a/z.Mp3", "b.WAV", "c.aif");
    }

    @Test
    void namedFilesAreTakenInTheirOrderWhateverTheirExtensionAndOnce() throws Exception {
        // Given
        Path second = file("2.data");
        Path first = file("1.wav");

        // When
        List<AudioFile> files = AudioSelection.of(List.of(second, first, directory, second));

        // Then
        assertThat(names(files)).containsExactly("2.data", "1.wav");
        assertThat(files.getFirst().bytes()).isEqualTo(6);
    }

    @Test
    void aLinkBackUpIsNoTrap() throws Exception {
        // Given
        file("a/1.wav");
        Files.createSymbolicLink(directory.resolve("a/loop"), directory);
        Files.createSymbolicLink(directory.resolve("a/gone.wav"), directory.resolve("nothing"));

        // When
        List<AudioFile> files = AudioSelection.of(List.of(directory));

        // Then
        assertThat(names(files)).containsExactly("a/1.wav");
    }

    @Test
    void aDirectoryWithoutAudioIsSaid() throws IOException {
        // Given
        file("notes.txt");

        // Then
        assertThatThrownBy(() -> AudioSelection.of(List.of(directory)))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("has no audio files");
    }

    @Test
    void portionsKeepTheOrderAndTheLimits() {
        // Given
        List<AudioFile> files =
                List.of(
                        sized("a", 5),
                        sized("b", 5),
                        sized("c", 50),
                        sized("d", 1),
                        sized("e", 1),
                        sized("f", 1));

        // When
        List<Portion> portions = Portion.of(files, 2, 10);

        // Then
        assertThat(portions)
                .containsExactly(
                        new Portion(0, files.subList(0, 2)),
                        new Portion(2, files.subList(2, 3)),
                        new Portion(3, files.subList(3, 5)),
                        new Portion(5, files.subList(5, 6)));
    }

    private static AudioFile sized(String name, long bytes) {
        return new AudioFile(Path.of(name), name, bytes);
    }
}
