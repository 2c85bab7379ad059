package lumen.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Map;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.datasets.DatasetException;
import lumen.model.file.ModelFormatException;
import lumen.training.data.TrainingDataException;
import lumen.training.engine.EngineException;
import org.junit.jupiter.api.Test;

class RunFailuresTest {
    private static final Map<Exception, ErrorCode> CODES =
            Map.of(
                    new DatasetException("line 3"),
                    ErrorCode.TRAINING_DATA_INVALID,
                    new TrainingDataException("half is silent"),
                    ErrorCode.TRAINING_DATA_INVALID,
                    new ModelFormatException("no graph"),
                    ErrorCode.TRAINING_MODEL_INVALID,
                    new EngineException("no operator"),
                    ErrorCode.TRAINING_MODEL_INVALID,
                    new EngineException(
                            "node 3",
                            new IllegalStateException("[enforce fail] can't allocate memory")),
                    ErrorCode.MEMORY_EXHAUSTED,
                    new UncheckedIOException(
                            new FileSystemException(
                                    "/runs/a/log.txt", null, "No space left on device")),
                    ErrorCode.STORAGE_FULL,
                    new AccessDeniedException("/runs"),
                    ErrorCode.STORAGE_UNWRITABLE,
                    new FileSystemException("/runs", null, "Read-only file system"),
                    ErrorCode.STORAGE_UNWRITABLE,
                    new IOException("strange"),
                    ErrorCode.INTERNAL,
                    new IllegalStateException("a fault of ours"),
                    ErrorCode.INTERNAL);

    @Test
    void everyFailureHasTheCodeThatTellsTheUserWhatToDo() {
        CODES.forEach(
                (failure, code) -> {
                    // When
                    Problem problem = RunFailures.problem("run", failure);

                    // Then
                    assertThat(problem.code()).as(failure.toString()).isEqualTo(code);
                    assertThat(problem.detail()).isNotBlank();
                    assertThat(problem.errorId() != null).isEqualTo(code == ErrorCode.INTERNAL);
                });
    }
}
