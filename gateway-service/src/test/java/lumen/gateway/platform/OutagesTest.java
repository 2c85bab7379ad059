package lumen.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutagesTest {
    @ParameterizedTest
    @CsvSource({
        "08006, true", // connection failure
        "57P01, true", // the server shuts down
        "40P01, true", // deadlock
        "53300, true", // too many connections
        "23505, false", // unique violation
        "42P01, false", // no such table
    })
    void theStateOfTheDatabaseTellsWhatPasses(String state, boolean passes) {
        // Given
        RuntimeException failure = new IllegalStateException(new SQLException("test", state));

        // When
        boolean temporary = Outages.temporary(failure);

        // Then
        assertThat(temporary).isEqualTo(passes);
    }

    @Test
    void anAbsentBrokerPasses() {
        // When
        boolean temporary = Outages.temporary(new TimeoutException("no broker"));

        // Then
        assertThat(temporary).isTrue();
    }

    @Test
    void aUsersMistakeDoesNotPass() {
        // When
        boolean temporary =
                Outages.temporary(new LumenException(ErrorCode.NOTHING_TO_DO, "Nothing."));

        // Then
        assertThat(temporary).isFalse();
    }
}
