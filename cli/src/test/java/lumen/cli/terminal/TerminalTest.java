package lumen.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void coloursAreForTerminalsThatHaveThemUnlessUnwanted() {
        assertThat(Terminal.wantsColours(Map.of("TERM", "xterm-256color"))).isTrue();
        assertThat(Terminal.wantsColours(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
        assertThat(Terminal.wantsColours(Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.wantsColours(Map.of())).isFalse();
    }

    @Test
    void plainCharactersAreUsedWhereOthersCannotBeWritten() {
        assertThat(Symbols.of(StandardCharsets.US_ASCII)).isEqualTo(Symbols.ASCII);
        assertThat(Symbols.of(StandardCharsets.UTF_8)).isEqualTo(Symbols.UNICODE);
    }

    @Test
    void textIsMeasuredAsItIsShown() {
        assertThat(DisplayText.width("flute")).isEqualTo(5);
        assertThat(DisplayText.width("e\u0301tude")).isEqualTo(5);
        assertThat(DisplayText.width("音楽.wav")).isEqualTo(8);
    }

    @Test
    void longTextLosesItsMiddle() {
        assertThat(DisplayText.shortened("a/long/way/to/song.ogg", 12, '~'))
                .isEqualTo("a/lon~ng.ogg");
        assertThat(DisplayText.shortened("音楽音楽音楽.wav", 9, '~')).isEqualTo("音楽~.wav");
        assertThat(DisplayText.shortened("short", 5, '~')).isEqualTo("short");
    }

    @Test
    void controlCharactersCannotReachTheTerminal() {
        assertThat(DisplayText.printable("a\033[31mb\nc")).isEqualTo("a?[31mb?c");
    }

    @Test
    void progressTellsCountsRateAndTimeLeft() {
        // When
        String line = ProgressBar.line(30, 120, Duration.ofSeconds(10), 60, Symbols.UNICODE);

        // Then
        assertThat(line).isEqualTo("30/120 files  ━━━━━·················  3.0 files/s  30 s left");
    }

    @Test
    void progressFitsANarrowTerminal() {
        assertThat(ProgressBar.line(30, 120, Duration.ofSeconds(10), 30, Symbols.ASCII))
                .isEqualTo("30/120 files  3.0 files/s  30 ");
        assertThat(ProgressBar.line(0, 7, Duration.ZERO, 40, Symbols.ASCII))
                .isEqualTo("0/7 files  .............................");
    }

    @Test
    void durationsAreToldInWords() {
        assertThat(ProgressBar.words(59)).isEqualTo("59 s");
        assertThat(ProgressBar.words(125)).isEqualTo("2 min 5 s");
        assertThat(ProgressBar.words(3780)).isEqualTo("1 h 3 min");
    }

    @Test
    void theProgressBarIsRedrawnInPlaceAndLeavesNoTrace() {
        // Given
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong(1_000_000_000);
        ProgressBar bar = new ProgressBar(screen(written, true), clock::get);

        // When
        bar.announce("starting lumen");
        clock.addAndGet(1_000_000_000);
        bar.show(0, 2);
        clock.addAndGet(1_000_000_000);
        bar.show(2, 2);
        bar.close();

        // Then
        assertThat(written.toString(StandardCharsets.UTF_8).split("\r\033\\[K", -1))
                .containsExactly(
                        "",
                        "starting lumen",
                        "0/2 files  ..................",
                        "2/2 files  =====  2.0 files/s",
                        "");
    }

    @Test
    void aPipeSeesNoProgress() {
        // Given
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(screen(written, false));

        // When
        bar.announce("starting lumen");
        bar.show(1, 2);
        bar.close();

        // Then
        assertThat(written.size()).isZero();
    }

    private static Screen screen(ByteArrayOutputStream written, boolean interactive) {
        return new Screen(
                new PrintStream(written, true, StandardCharsets.UTF_8),
                interactive,
                interactive ? 30 : Screen.UNLIMITED,
                false,
                Symbols.ASCII);
    }
}
