package lumen.training.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    @TempDir Path directory;

    @Test
    void linesAreNumberedOnWhenARunGoesOn() throws IOException {
        // Given
        Path file = directory.resolve("log.txt");
        RunLog first = new RunLog(file);
        first.add("one");
        first.add("two\r\nstill two");

        // When
        RunLog second = new RunLog(file);
        second.add("three");

        // Then
        assertThat(second.size()).isEqualTo(3);
        assertThat(Files.readAllLines(file)).containsExactly("one", "two still two", "three");
    }

    @Test
    void aLineThatWasCutOffAnywhereIsDropped() throws IOException {
        // Given
        Path file = directory.resolve("log.txt");
        byte[] whole = "whole\nhalf é\n".getBytes(StandardCharsets.UTF_8);
        for (int length = 6; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            // When
            RunLog log = new RunLog(file);

            // Then
            assertThat(log.size()).isEqualTo(1);
            assertThat(Files.readAllLines(file)).containsExactly("whole");
        }
    }
}
