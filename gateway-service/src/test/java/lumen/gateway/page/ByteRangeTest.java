package lumen.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 9",
        "bytes=5-, 5, 99",
        "bytes=-10, 90, 99",
        "bytes=-1000, 0, 99",
        "bytes=90-1000, 90, 99"
    })
    void aRangeIsCutToTheFile(String header, long first, long last) {
        // When
        Optional<ByteRange> range = ByteRange.of(header, 100);

        // Then
        assertThat(range).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @CsvSource({"bytes=9-5", "bytes=-", "bytes=0-1;5-6", "seconds=0-1", "bytes=a-b", "''"})
    void whatIsNoRangeMeansTheWholeFile(String header) {
        // When
        Optional<ByteRange> range = ByteRange.of(header, 100);

        // Then
        assertThat(range).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bytes=100-, 100", "bytes=0-, 0", "bytes=-0, 100"})
    void whatBeginsBehindTheEndIsUnsatisfiable(String header, long size) {
        // When
        Optional<ByteRange> range = ByteRange.of(header, size);

        // Then
        assertThat(range).hasValueSatisfying(part -> assertThat(part.unsatisfiable()).isTrue());
    }
}
