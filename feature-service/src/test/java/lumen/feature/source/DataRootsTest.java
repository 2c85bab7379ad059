package lumen.feature.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataRootsTest {
    @TempDir Path directory;

    private Path root;
    private Path outside;
    private DataRoots roots;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectories(directory.resolve("music"));
        outside = Files.createDirectories(directory.resolve("music-of-others"));
        roots = new DataRoots(List.of(directory.resolve("not-there-yet"), root));
    }

    @Test
    void aFileBelowARootIsFound() throws IOException {
        // Given
        Path file = Files.writeString(root.resolve("song.wav"), "x");

        // When
        Path located = roots.locate(file.toUri());

        // Then
        assertThat(located).isEqualTo(file.toRealPath());
    }

    @Test
    void aLinkThatStaysInsideIsFollowed() throws IOException {
        // Given
        Path file = Files.writeString(root.resolve("song.wav"), "x");
        Path link = Files.createSymbolicLink(root.resolve("link.wav"), file);

        // When
        Path located = roots.locate(link.toUri());

        // Then
        assertThat(located).isEqualTo(file.toRealPath());
    }

    @Test
    void aFolderWhoseNameBeginsLikeARootIsOutside() throws IOException {
        // Given
        Path file = Files.writeString(outside.resolve("song.wav"), "x");

        // When
        ErrorCode code = refusal(file.toUri());

        // Then
        assertThat(code).isEqualTo(ErrorCode.PATH_OUTSIDE_ROOTS);
    }

    @Test
    void aLinkOutOfTheRootsIsRefused() throws IOException {
        // Given
        Path file = Files.writeString(outside.resolve("song.wav"), "x");
        Path link = Files.createSymbolicLink(root.resolve("link.wav"), file);

        // When
        ErrorCode code = refusal(link.toUri());

        // Then
        assertThat(code).isEqualTo(ErrorCode.PATH_OUTSIDE_ROOTS);
    }

    @Test
    void dotsDoNotLeadOutOfTheRoots() throws IOException {
        // Given
        Files.writeString(outside.resolve("song.wav"), "x");

        // When
        ErrorCode code = refusal(URI.create(root.toUri() + "../music-of-others/song.wav"));

        // Then
        assertThat(code).isEqualTo(ErrorCode.PATH_OUTSIDE_ROOTS);
    }

    @Test
    void aMissingFileBelowARootIsNotFound() {
        // When
        ErrorCode code = refusal(root.resolve("folder/missing.wav").toUri());

        // Then
        assertThat(code).isEqualTo(ErrorCode.AUDIO_NOT_FOUND);
    }

    @Test
    void aMissingFileOutsideDoesNotTellThatItIsMissing() {
        // When
        ErrorCode code = refusal(outside.resolve("missing.wav").toUri());

        // Then
        assertThat(code).isEqualTo(ErrorCode.PATH_OUTSIDE_ROOTS);
    }

    @Test
    void aMissingFileBehindALinkOutOfTheRootsDoesNotTellThatItIsMissing() throws IOException {
        // Given
        Path link = Files.createSymbolicLink(root.resolve("link"), outside);

        // When
        ErrorCode code = refusal(link.resolve("missing.wav").toUri());

        // Then
        assertThat(code).isEqualTo(ErrorCode.PATH_OUTSIDE_ROOTS);
    }

    @Test
    void aFolderIsNotAudio() {
        // When
        ErrorCode code = refusal(root.toUri());

        // Then
        assertThat(code).isEqualTo(ErrorCode.AUDIO_UNREADABLE);
    }

    @Test
    void aPathOfAnotherHostIsRefused() {
        // When
        ErrorCode code = refusal(URI.create("file://elsewhere/music/song.wav"));

        // Then
        assertThat(code).isEqualTo(ErrorCode.PATH_OUTSIDE_ROOTS);
    }

    private ErrorCode refusal(URI uri) {
        return catchThrowableOfType(LumenException.class, () -> roots.locate(uri)).code();
    }
}
