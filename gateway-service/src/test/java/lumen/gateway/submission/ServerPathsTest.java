package lumen.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.gateway.submission.AudioSource.Found;
import lumen.gateway.submission.AudioSource.Refused;
import lumen.gateway.submission.ServerPaths.Accept;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerPathsTest {
    @TempDir Path temporary;
    private Path root;
    private Path outside;
    private ServerPaths paths;

    @BeforeEach
    void setUp() throws IOException {
        Path real = temporary.toRealPath();
        root = Files.createDirectory(real.resolve("root"));
        outside = Files.createDirectory(real.resolve("outside"));
        Files.writeString(outside.resolve("secret.wav"), "secret");
        paths = new ServerPaths(new DataRoots(Optional.of(List.of(root))));
    }

    private List<AudioSource> find(String... names) {
        try (Stream<AudioSource> found =
                paths.find(List.of(names), Accept.FILES_DIRECTORIES_AND_LISTS)) {
            return found.toList();
        }
    }

    private void assertRefused(ErrorCode code, String name) {
        assertThatThrownBy(() -> find(name))
                .isInstanceOfSatisfying(
                        LumenException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aDirectoryIsSearchedInTheOrderOfNames() throws IOException {
        // Given
        Files.writeString(root.resolve("b.wav"), "b");
        Path below = Files.createDirectories(root.resolve("a/deep"));
        Files.writeString(below.resolve("z.FLAC"), "z");
        Files.writeString(root.resolve("cover.jpg"), "no audio");

        // When
        List<AudioSource> found = find(root.toString());

        // Then
        assertThat(found)
                .containsExactly(
                        new Found(root + "/a/deep/z.FLAC", below.resolve("z.FLAC")),
                        new Found(root + "/b.wav", root.resolve("b.wav")));
    }

    @Test
    void aRelativePathStartsAtARoot() throws IOException {
        // Given
        Path file = Files.writeString(root.resolve("b.wav"), "b");

        // When
        List<AudioSource> found = find("b.wav");

        // Then
        assertThat(found).containsExactly(new Found("b.wav", file));
    }

    @Test
    void aPathOutsideTheRootsIsRefusedWhetherItExistsOrNot() {
        assertRefused(ErrorCode.PATH_OUTSIDE_ROOTS, outside.resolve("secret.wav").toString());
        assertRefused(ErrorCode.PATH_OUTSIDE_ROOTS, outside.resolve("nothing.wav").toString());
        assertRefused(ErrorCode.PATH_OUTSIDE_ROOTS, root + "/../outside/secret.wav");
        assertRefused(ErrorCode.PATH_OUTSIDE_ROOTS, "../outside/secret.wav");
    }

    @Test
    void aSymbolicLinkOutOfTheRootsIsRefused() throws IOException {
        // Given
        Path link = Files.createSymbolicLink(root.resolve("l.wav"), outside.resolve("secret.wav"));
        Path directory = Files.createSymbolicLink(root.resolve("below"), outside);

        // When, Then
        assertRefused(ErrorCode.PATH_OUTSIDE_ROOTS, link.toString());
        assertRefused(ErrorCode.PATH_OUTSIDE_ROOTS, directory.toString());
        assertRefused(ErrorCode.PATH_OUTSIDE_ROOTS, directory + "/nothing.wav");
    }

    @Test
    void aSymbolicLinkInADirectoryIsRefusedAlone() throws IOException {
        // Given
        Path file = Files.writeString(root.resolve("a.wav"), "a");
        Files.createSymbolicLink(root.resolve("b.wav"), outside.resolve("secret.wav"));
        Files.createSymbolicLink(root.resolve("c.wav"), file);
        Files.createSymbolicLink(root.resolve("d.wav"), root.resolve("nothing"));
        Files.createSymbolicLink(root.resolve("e"), outside);

        // When
        List<AudioSource> found = find(root.toString());

        // Then
        assertThat(found).hasSize(4);
        assertThat(found.get(0)).isEqualTo(new Found(root + "/a.wav", file));
        assertThat(((Refused) found.get(1)).problem().code())
                .isEqualTo(ErrorCode.PATH_OUTSIDE_ROOTS);
        assertThat(found.get(2)).isEqualTo(new Found(root + "/c.wav", file));
        assertThat(((Refused) found.get(3)).problem().code()).isEqualTo(ErrorCode.AUDIO_NOT_FOUND);
    }

    @Test
    void aMissingPathIsNotFound() {
        assertRefused(ErrorCode.AUDIO_NOT_FOUND, root.resolve("nothing.wav").toString());
        assertRefused(ErrorCode.AUDIO_NOT_FOUND, "nothing.wav");
    }

    @Test
    void aDirectoryWithoutAudioIsRefused() throws IOException {
        // Given
        Files.writeString(root.resolve("notes.txt"), "no audio");

        // When, Then
        assertRefused(ErrorCode.DIRECTORY_WITHOUT_AUDIO, root.toString());
    }

    @Test
    void withoutRootsNoPathMayBeNamed() {
        // Given
        paths = new ServerPaths(new DataRoots(Optional.empty()));

        // When, Then
        assertRefused(ErrorCode.PATH_OUTSIDE_ROOTS, root.toString());
        assertRefused(ErrorCode.PATH_OUTSIDE_ROOTS, "b.wav");
    }

    @Test
    void aListNamesFilesBesideIt() throws IOException {
        // Given
        Path file = Files.writeString(root.resolve("with, comma.wav"), "a");
        Path list =
                Files.writeString(
                        root.resolve("list.csv"),
                        "\uFEFFlabel,file\r\nsax,\"with, comma.wav\"\r\n"
                                + ",missing.wav\n\n,../outside/secret.wav");

        // When
        List<AudioSource> found = find(list.toString());

        // Then
        assertThat(found).hasSize(3);
        assertThat(found.get(0)).isEqualTo(new Found("with, comma.wav", file));
        assertThat(((Refused) found.get(1)).problem().code()).isEqualTo(ErrorCode.AUDIO_NOT_FOUND);
        assertThat(((Refused) found.get(2)).problem().code())
                .isEqualTo(ErrorCode.PATH_OUTSIDE_ROOTS);
    }

    @Test
    void aListWithoutTheColumnIsInvalid() throws IOException {
        // Given
        Path list = Files.writeString(root.resolve("list.csv"), "path\na.wav\n");

        // When, Then
        assertRefused(ErrorCode.LIST_INVALID, list.toString());
    }

    @Test
    void aListThatIsNoTextIsInvalid() throws IOException {
        // Given
        Path list = Files.write(root.resolve("list.csv"), new byte[] {(byte) 0xff, 0, 1});

        // When, Then
        assertRefused(ErrorCode.LIST_INVALID, list.toString());
    }

    @Test
    void whereOnlyDirectoriesAndListsAreMeantAFileIsRefused() throws IOException {
        // Given
        Files.writeString(root.resolve("b.wav"), "b");

        // When
        var attempt =
                assertThatThrownBy(
                        () -> paths.find(List.of("b.wav"), Accept.DIRECTORIES_AND_LISTS));

        // Then
        attempt.isInstanceOfSatisfying(
                LumenException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.PATH_NOT_SEARCHABLE));
    }
}
