package lumen.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
    @TempDir Path folder;

    @Test
    void noMoreThanTwiceTheLimitIsKeptAndTheEndIsRemembered() throws Exception {
        // Given
        BoundedLog log = new BoundedLog(folder.resolve("service.log"), 1000);
        StringBuilder output = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            output.append("line ").append(i).append('\n');
        }

        // When
        log.copy(new ByteArrayInputStream(output.toString().getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(Files.size(folder.resolve("service.log"))).isLessThan(1100);
        assertThat(Files.size(folder.resolve("service.log.1"))).isLessThan(1100);
        assertThat(log.tail()).hasSize(25).last().isEqualTo("line 999");
        assertThat(Files.readAllLines(folder.resolve("service.log"))).last().isEqualTo("line 999");
    }
}
