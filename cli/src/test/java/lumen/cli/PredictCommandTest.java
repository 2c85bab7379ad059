package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumen.cli.CommandRun.Result;
import lumen.cli.TestingGateway.Events;
import lumen.cli.TestingGateway.Upload;
import lumen.cli.rest.Json;
import lumen.contracts.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PredictCommandTest {
    @TempDir private Path directory;
    private TestingGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestingGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Path file(String name) throws IOException {
        return Files.writeString(directory.resolve(name), "audio of " + name);
    }

    private CommandRun lumen() {
        return CommandRun.of(gateway.address());
    }

    private String directoryWith(String... names) throws IOException {
        for (String name : names) {
            file(name);
        }
        return directory.toString();
    }

    @Test
    void everyFileOfADirectoryIsAnsweredInATable() throws IOException {
        // Given
        String files = directoryWith("14-sax+pia.ogg", "01-cel.ogg");

        // When
        Result result = lumen().run("predict", files);

        // Then
        assertThat(result.exitCode()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines.get(1))
                .startsWith("file")
                .endsWith(
                        "cello  clarinet  flute    guitar    guitar  organ  piano  saxophone "
                                + " trumpet  violin  voice");
        assertThat(lines.get(3)).contains("01-cel.ogg").contains("●0.97      0.02   0.02");
        assertThat(lines.get(4)).contains("14-sax+pia.ogg").contains("●0.97      ●0.97     0.02");
        assertThat(gateway.uploads).singleElement().extracting(Upload::fields).isEqualTo(Map.of());
    }

    @Test
    void aPipeIsToldNothingButTheAnswer() throws IOException {
        // Given
        String files = directoryWith("01-cel.ogg");

        // When
        Result result = lumen().run("predict", files);

        // Then
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).doesNotContain("\033");
    }

    @Test
    void aTerminalShowsProgressAndASummary() throws IOException {
        // Given
        String files = directoryWith("01-cel.ogg", "02-cla.ogg");

        // When
        Result result = lumen().onTerminal(80).run("predict", files);

        // Then
        assertThat(result.err())
                .contains("0/2 files")
                .contains("2 of 2 files answered")
                .contains("by demo, version 0123456789ab");
        assertThat(result.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    @Test
    void modelAndThresholdAreSentWithTheFiles() throws IOException {
        // Given
        String files = directoryWith("01-cel.ogg");

        // When
        Result result = lumen().run("predict", files, "--model", "demo", "--threshold", "0.25");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(gateway.uploads)
                .singleElement()
                .satisfies(
                        upload -> {
                            assertThat(upload.fields())
                                    .isEqualTo(Map.of("model", "demo", "threshold", "0.25"));
                            assertThat(upload.files()).containsExactly("01-cel.ogg");
                        });
    }

    @Test
    void aFailedFileIsListedWithReasonAndAdviceAndTheOthersAreAnswered() throws IOException {
        // Given
        String files = directoryWith("01-cel.ogg", "broken.wav");

        // When
        Result result = lumen().run("predict", files);

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("01-cel.ogg").doesNotContain("broken.wav");
        assertThat(result.err())
                .isEqualTo(
                        """
                        lumen: 1 of 2 files failed
                          %s/broken.wav
                            The file cannot be read as audio: no stream was found (AUDIO_UNREADABLE)
                            Send wav, mp3, ogg, flac, m4a, opus, webm, aiff or aac; check that the file plays.
                        """
                                .formatted(directory));
    }

    @Test
    void jsonIsOneDocumentWithAllFiles() throws IOException {
        // Given
        String files = directoryWith("01-cel.ogg", "broken.wav");

        // When
        Result result = lumen().run("predict", files, "--json");

        // Then
        JsonNode document = Json.MAPPER.readTree(result.out()).get("files");
        assertThat(document).hasSize(2);
        assertThat(document.get(0).get("name").asText()).isEqualTo(directory + "/01-cel.ogg");
        assertThat(document.get(0).get("prediction").get("labels").get(0).asText())
                .isEqualTo("cel");
        assertThat(document.get(1).get("problem").get("code").asText())
                .isEqualTo("AUDIO_UNREADABLE");
    }

    @Test
    void csvHasALineForEachFile() throws IOException {
        // Given
        String files = directoryWith("14-sax+pia.ogg", "broken, by me.wav");

        // When
        Result result = lumen().run("predict", files, "--csv");

        // Then
        assertThat(result.out())
                .isEqualTo(
                        """
                        file,cel,cla,flu,gac,gel,org,pia,sax,tru,vio,voi,recognised,error
                        %1$s/14-sax+pia.ogg,0.020000,0.020000,0.020000,0.020000,0.020000,0.020000,\
                        0.970000,0.970000,0.020000,0.020000,0.020000,pia;sax,
                        "%1$s/broken, by me.wav",,,,,,,,,,,,,AUDIO_UNREADABLE
                        """
                                .formatted(directory));
    }

    @Test
    void theTimelineFollowsTheTable() throws IOException {
        // Given
        String files = directoryWith("14-sax+pia.ogg");

        // When
        Result result = lumen().run("predict", files, "--timeline");

        // Then
        assertThat(result.out())
                .contains("●0.97")
                .contains("saxophone  ·····")
                .contains("3.0 to 6.0 s");
    }

    @Test
    void manyFilesAreAnsweredInTheirOrderByJobsOfBoundedSize() throws IOException {
        // Given
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < 450; number++) {
            expected.add(file(String.format("%03d-flu.wav", number)).toString());
        }

        // When
        Result result = lumen().run("predict", directory.toString(), "--json");

        // Then
        List<String> names = new ArrayList<>();
        Json.MAPPER
                .readTree(result.out())
                .get("files")
                .forEach(f -> names.add(f.get("name").asText()));
        assertThat(names).isEqualTo(expected);
        assertThat(gateway.uploads).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void theAnswerComesWhateverBecomesOfTheEvents(Events events) throws IOException {
        // Given
        String files = directoryWith("01-cel.ogg");
        gateway.withEvents(events);

        // When
        Result result = lumen().run("predict", files, "--csv");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains(",cel,\n");
    }

    @Test
    void aBusyServerGetsTheSameRequestAgain() throws IOException {
        // Given
        String files = directoryWith("01-cel.ogg");
        gateway.refusing(2, ErrorCode.TOO_BUSY);

        // When
        Result result = lumen().run("predict", files);

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(gateway.uploads).hasSize(3);
        assertThat(gateway.uploads)
                .extracting(Upload::idempotencyKey)
                .containsOnly(gateway.uploads.getFirst().idempotencyKey());
    }

    @Test
    void aRequestThatIsTooLargeIsHalved() throws IOException {
        // Given
        String files =
                directoryWith("1-cel.ogg", "2-cla.ogg", "3-flu.ogg", "4-gac.ogg", "5-gel.ogg");
        gateway.takingAtMost(2);

        // When
        Result result = lumen().run("predict", files, "--csv");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().skip(1).map(line -> line.replaceAll(".*0,(.*),", "$1")))
                .containsExactly("cel", "cla", "flu", "gac", "gel");
    }

    @Test
    void aFileThatIsTooLargeByItselfFailsAlone() throws IOException {
        // Given
        String files = directoryWith("1-cel.ogg");
        gateway.takingAtMost(0);

        // When
        Result result = lumen().run("predict", files);

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("REQUEST_TOO_LARGE")
                .contains("Send fewer or smaller files");
    }

    @Test
    void aFileOnWhichTheServerClosesTheConnectionFailsInTheEnd() throws IOException {
        // Given
        String files = directoryWith("huge.wav");

        // When
        Result result = lumen().run("predict", files);

        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("the server closed the connection").contains("3 times");
        assertThat(gateway.uploads).hasSize(3);
    }

    @Test
    void aModelThatIsNotThereIsAWrongUsage() throws IOException {
        // Given
        String files = directoryWith("01-cel.ogg");

        // When
        Result result = lumen().run("predict", files, "--model", "none");

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        """
                        lumen: There is no model of this name: none (MODEL_NOT_FOUND)
                               See which models there are with: lumen models
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    --modle demo                  | Unknown option: '--modle'
                    --json --csv                  | mutually exclusive
                    --timeline --json             | mutually exclusive
                    --threshold 1.5               | --threshold takes a score from 0 to 1
                    --threshold high              | 'high' is not a double
                    --server box:8090             | is not a server's address
                    /no/such/file.wav             | There is no file /no/such/file.wav
                    """)
    void aWrongCommandLineIsSaidInWords(String arguments, String words) throws IOException {
        // Given
        List<String> line = new ArrayList<>(List.of("predict", directoryWith("01-cel.ogg")));
        line.addAll(List.of(arguments.split(" ")));

        // When
        Result result = lumen().run(line.toArray(String[]::new));

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("lumen: ").contains(words);
        assertThat(gateway.uploads).isEmpty();
    }

    @Test
    void aDirectoryWithoutAudioIsAWrongUsage() throws IOException {
        // Given
        String files = directoryWith("notes.txt");

        // When
        Result result = lumen().run("predict", files);

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("The directory has no audio files");
    }
}
