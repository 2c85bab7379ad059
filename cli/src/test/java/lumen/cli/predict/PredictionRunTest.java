package lumen.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lumen.cli.LumenUnavailableException;
import lumen.cli.TestingGateway;
import lumen.cli.TestingGateway.Events;
import lumen.cli.rest.LumenClient;
import lumen.cli.selection.AudioFile;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Symbols;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.rest.ItemView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PredictionRunTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @TempDir private Path directory;

    private AudioFile file(String name) throws Exception {
        Path path = Files.writeString(directory.resolve(name), "audio");
        return new AudioFile(path, name, Files.size(path));
    }

    private static PredictionRun run(LumenClient client) {
        Screen nowhere =
                new Screen(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        false,
                        Screen.UNLIMITED,
                        false,
                        Symbols.ASCII);
        return new PredictionRun(client, Map.of(), new ProgressBar(nowhere), PATIENCE);
    }

    @Test
    void aServerThatGoesAwayIsWaitedForAndThenGivenUp() throws Exception {
        // Given
        List<AudioFile> files = List.of(file("1-cel.wav"));
        try (TestingGateway gateway =
                        new TestingGateway().withEndlessJobs().withEvents(Events.BROKEN);
                LumenClient client = new LumenClient(gateway.address())) {
            Thread closing =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (gateway.uploads.isEmpty()) {
                                            Thread.onSpinWait();
                                        }
                                        gateway.goAway();
                                    });

            // When
            var failure = assertThatThrownBy(() -> run(client).answersFor(files));
            closing.join();

            // Then
            failure.isInstanceOf(LumenUnavailableException.class);
        }
    }

    @Test
    void aFileThatVanishesFailsAloneAndTheOthersKeepTheirPlaces() throws Exception {
        // Given
        List<AudioFile> files = List.of(file("1-cel.wav"), file("2-cla.wav"), file("3-flu.wav"));
        Files.delete(files.get(1).path());
        try (TestingGateway gateway = new TestingGateway();
                LumenClient client = new LumenClient(gateway.address())) {

            // When
            List<ItemView> answers = run(client).answersFor(files);

            // Then
            assertThat(answers)
                    .extracting(ItemView::name)
                    .containsExactly("1-cel.wav", "2-cla.wav", "3-flu.wav");
            assertThat(answers.get(0).prediction().labels()).containsExactly("cel");
            assertThat(answers.get(1).problem().code()).isEqualTo(ErrorCode.AUDIO_UNREADABLE);
            assertThat(answers.get(2).prediction().labels()).containsExactly("flu");
        }
    }
}
