package lumen.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Symbols;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.Prediction;
import lumen.contracts.rest.Prediction.Segment;
import lumen.contracts.rest.State;
import org.junit.jupiter.api.Test;

class ScoreTableTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private final Answers answers =
            new Answers(
                    List.of(
                            item("album/01 intro.ogg", Map.of("gac", 0.981, "voi", 0.5)),
                            item("album/a very long name of a song.ogg", Map.of("sax", 1.0))),
                    Map.of("gac", "acoustic guitar", "sax", "saxophone", "voi", "voice"));

    private static ItemView item(String name, Map<String, Double> heard) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (String label : List.of("gac", "sax", "voi")) {
            scores.put(label, heard.getOrDefault(label, 0.0123));
        }
        List<String> labels = scores.keySet().stream().filter(heard::containsKey).toList();
        List<Segment> timeline =
                labels.stream()
                        .flatMap(
                                label ->
                                        List.of(
                                                new Segment(label, 0, 2.24, 0.9),
                                                new Segment(label, 4.48, 6.5, 0.9))
                                                .stream())
                        .toList();
        Prediction prediction =
                new Prediction("m", "v", 6.5, labels, scores, Map.of(), timeline, null);
        Instant time = Instant.EPOCH;
        return new ItemView("i", "j", 0, name, State.SUCCEEDED, prediction, null, null, time, time);
    }

    private Screen screen(int width, boolean coloured, Symbols symbols) {
        return new Screen(
                new PrintStream(written, true, StandardCharsets.UTF_8),
                width != Screen.UNLIMITED,
                width,
                coloured,
                symbols);
    }

    private String table(int width, boolean coloured, Symbols symbols) {
        new ScoreTable(answers, screen(width, coloured, symbols)).write();
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLongLineHasRoomForFullNames() {
        // When
        String table = table(Screen.UNLIMITED, false, Symbols.UNICODE);

        // Then
        assertThat(table)
                .isEqualTo(
                        """
                                                              acoustic
                        file                                    guitar  saxophone  voice
                        ────────────────────────────────────────────────────────────────
                        album/01 intro.ogg                       ●0.98       0.01  ●0.50
                        album/a very long name of a song.ogg      0.01      ●1.00   0.01
                        ● recognised: the score reaches the threshold
                        """);
    }

    @Test
    void aShorterLineHasLabelsAndAKey() {
        // When
        String table = table(47, false, Symbols.UNICODE);

        // Then
        assertThat(table)
                .isEqualTo(
                        """
                        file                          gac    sax    voi
                        ───────────────────────────────────────────────
                        album/01 intro.ogg          ●0.98   0.01  ●0.50
                        album/a very…of a song.ogg   0.01  ●1.00   0.01
                        gac acoustic guitar · sax saxophone · voi voice
                        ● recognised: the score reaches the threshold
                        """);
    }

    @Test
    void aStillShorterLineIsDenser() {
        // When
        String table = table(40, false, Symbols.UNICODE);

        // Then
        assertThat(table)
                .isEqualTo(
                        """
                        file                       gac  sax  voi
                        ────────────────────────────────────────
                        album/01 intro.ogg        ●.98  .01 ●.50
                        album/a very…f a song.ogg  .01 ●1.0  .01
                        gac acoustic guitar · sax saxophone
                        voi voice
                        ● recognised: the score reaches the threshold
                        """);
    }

    @Test
    void aVeryShortLineHasSeveralTables() {
        // When
        String table = table(28, false, Symbols.ASCII);

        // Then
        assertThat(table)
                .isEqualTo(
                        """
                        file              gac  sax
                        --------------------------
                        album/0~ntro.ogg *.98  .01
                        album/a~song.ogg  .01 *1.0

                        file              voi
                        ---------------------
                        album/0~ntro.ogg *.50
                        album/a~song.ogg  .01

                        gac acoustic guitar
                        sax saxophone | voi voice
                        * recognised: the score reaches the threshold
                        """);
    }

    @Test
    void coloursMarkWhatIsRecognised() {
        // When
        String table = table(Screen.UNLIMITED, true, Symbols.UNICODE);

        // Then
        assertThat(table).contains("\033[1;32m   ●0.98\033[0m");
    }

    @Test
    void theTimelineShowsWhenEachInstrumentIsHeard() {
        // When
        new TimelineDrawing(answers, screen(Screen.UNLIMITED, false, Symbols.UNICODE)).write();

        // Then
        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """

                        album/01 intro.ogg  6.5 s
                          acoustic guitar  ━━━━━━━━━━━━━━━━━················━━━━━━━━━━━━━━━  0.0 to 2.2, 4.5 to 6.5 s
                          voice            ━━━━━━━━━━━━━━━━━················━━━━━━━━━━━━━━━  0.0 to 2.2, 4.5 to 6.5 s
                                           ┴──────────────┴──────────────┴─────────────┴────
                                           0              2              4             6

                        album/a very long name of a song.ogg  6.5 s
                          saxophone  ━━━━━━━━━━━━━━━━━················━━━━━━━━━━━━━━━  0.0 to 2.2, 4.5 to 6.5 s
                                     ┴──────────────┴──────────────┴─────────────┴────
                                     0              2              4             6
                        """);
    }

    @Test
    void aNarrowTimelineCountsPassages() {
        // When
        new TimelineDrawing(answers, screen(50, false, Symbols.ASCII)).write();

        // Then
        assertThat(written.toString(StandardCharsets.UTF_8))
                .startsWith(
                        """

                        album/01 intro.ogg  6.5 s
                          acoustic guitar  ======.....=====  2 passages
                          voice            ======.....=====  2 passages
                                           +-----------+----
                                           0           5
                        """);
    }
}
