package lumen.training.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileResumeTest {
    private static final InstantSource FIRST = at("2026-03-01T12:00:00Z");
    private static final InstantSource LATER = at("2026-03-01T12:05:00Z");
    private static final ResumePoint START = new ResumePoint(0, 0);
    private static final ResumePoint MIDDLE = new ResumePoint(0, 5);

    @TempDir Path directory;
    private RecordFiles files;

    private static InstantSource at(String time) {
        return InstantSource.fixed(Instant.parse(time));
    }

    @BeforeEach
    void aRunHasAFile() throws IOException {
        files = new RecordFiles(directory);
        try (EventFile file = EventFile.open(files, START, FIRST)) {
            file.add(4, List.of(Summaries.scalar("loss", 4)));
            file.mark(MIDDLE);
            file.add(6, List.of(Summaries.scalar("loss", 6)));
            file.mark(new ResumePoint(1, 8));
            file.add(9, List.of(Summaries.scalar("loss", 9)));
        }
    }

    private List<Long> steps() throws IOException {
        return EventReader.values(files.events().orElseThrow(), "loss").stream()
                .map(EventReader.Value::step)
                .toList();
    }

    @Test
    void whatCameAfterTheStateIsForgottenAndNothingElse() throws IOException {
        // When
        try (EventFile file = EventFile.open(files, MIDDLE, LATER)) {
            file.add(7, List.of(Summaries.scalar("loss", 7)));
        }

        // Then
        assertThat(steps()).containsExactly(4L, 7L);
        assertThat(files.eventFiles()).hasSize(1);
    }

    @Test
    void aFileWithoutTheMarkIsGoneOnWith() throws IOException {
        // When
        EventFile.open(files, new ResumePoint(3, 100), LATER).close();

        // Then
        assertThat(steps()).containsExactly(4L, 6L, 9L);
    }

    @Test
    void aRunFromTheStartBeginsAnew() throws IOException {
        // When
        EventFile.open(files, START, LATER).close();

        // Then
        assertThat(steps()).isEmpty();
        assertThat(EventReader.events(files.events().orElseThrow())).hasSize(1);
    }

    @Test
    void theNewestOfTwoFilesCountsWhenTheProcessEndedBetweenThem() throws IOException {
        // Given: an older file that was not taken away any more
        Path older = directory.resolve("events.out.tfevents.0000000001.host.1.0");
        Files.write(older, new byte[] {1, 2, 3});

        // When
        EventFile.open(files, new ResumePoint(1, 8), LATER).close();

        // Then
        assertThat(steps()).containsExactly(4L, 6L);
        assertThat(files.eventFiles()).hasSize(1);
    }

    @Test
    void aLastRecordThatWasCutOffAnywhereIsDropped() throws IOException {
        // Given
        Path file = files.events().orElseThrow();
        byte[] whole = Files.readAllBytes(file);
        List<EventReader.Event> events = EventReader.events(file);
        int lastBegins = events.get(events.size() - 2).end();
        for (int length = lastBegins; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            // When
            EventFile.open(files, new ResumePoint(2, 9), LATER).close();

            // Then
            assertThat(steps()).as("cut after %d bytes", length).containsExactly(4L, 6L);
            Files.delete(files.events().orElseThrow());
        }
    }

    @Test
    void aDamagedByteOfTheLastRecordIsNoticed() throws IOException {
        // Given
        Path file = files.events().orElseThrow();
        byte[] whole = Files.readAllBytes(file);
        List<EventReader.Event> events = EventReader.events(file);
        for (int place = events.get(events.size() - 2).end(); place < whole.length; place++) {
            byte[] damaged = whole.clone();
            damaged[place] ^= 0x10;
            Files.write(file, damaged);

            // When
            EventFile.open(files, new ResumePoint(2, 9), LATER).close();

            // Then
            assertThat(steps()).as("damaged at byte %d", place).containsExactly(4L, 6L);
            Files.delete(files.events().orElseThrow());
        }
    }
}
