package lumen.training.worker;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem;
import lumen.datasets.DatasetException;
import lumen.model.file.ModelFormatException;
import lumen.recipe.InvalidRecipeException;
import lumen.training.checkpoint.CheckpointException;
import lumen.training.data.TrainingDataException;
import lumen.training.engine.EngineException;
import org.jboss.logging.Logger;

/** Puts what ended a run into words that the user can act on. */
final class RunFailures {
    private static final Logger LOG = Logger.getLogger(RunFailures.class);

    private RunFailures() {}

    /** Why the run failed; what is lumen's own fault is logged under the error id that is told. */
    static Problem problem(String runId, Throwable failure) {
        return switch (failure) {
            case DatasetException e -> Problem.of(ErrorCode.TRAINING_DATA_INVALID, e.getMessage());
            case TrainingDataException e ->
                    Problem.of(ErrorCode.TRAINING_DATA_INVALID, e.getMessage());
            case ModelFormatException e ->
                    Problem.of(ErrorCode.TRAINING_MODEL_INVALID, e.getMessage());
            case CheckpointException e ->
                    Problem.of(ErrorCode.TRAINING_MODEL_INVALID, e.getMessage());
            case OrtException e ->
                    Problem.of(
                            ErrorCode.TRAINING_MODEL_INVALID,
                            "ONNX Runtime: " + firstLine(e.getMessage()));
            case InvalidRecipeException e -> options(e);
            case LumenException e -> e.toProblem();
            case EngineException e -> engine(e);
            case UncheckedIOException e -> problem(runId, e.getCause());
            case ExecutionException e -> problem(runId, e.getCause());
            case IOException e -> storage(runId, e);
            case RuntimeException e when isOutOfMemory(e) ->
                    Problem.of(ErrorCode.MEMORY_EXHAUSTED, firstLine(e.getMessage()));
            default -> internal(runId, failure);
        };
    }

    private static Problem options(InvalidRecipeException failure) {
        return Problem.of(ErrorCode.OPTION_INVALID, failure.getMessage())
                .withViolations(
                        failure.faults().stream()
                                .map(
                                        fault ->
                                                new Problem.Violation(
                                                        fault.option(), fault.message()))
                                .toList());
    }

    private static Problem engine(EngineException failure) {
        if (isOutOfMemory(failure)) {
            return Problem.of(ErrorCode.MEMORY_EXHAUSTED, firstLine(failure.getMessage()));
        }
        return Problem.of(ErrorCode.TRAINING_MODEL_INVALID, failure.getMessage());
    }

    /** libtorch tells by text alone that memory could not be had. */
    private static boolean isOutOfMemory(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("can't allocate memory") || text.contains("out of memory")) {
                return true;
            }
        }
        return false;
    }

    private static Problem storage(String runId, IOException failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("No space left on device") || text.contains("Disk quota exceeded")) {
            return Problem.of(ErrorCode.STORAGE_FULL, text);
        }
        return switch (failure) {
            case AccessDeniedException e ->
                    Problem.of(ErrorCode.STORAGE_UNWRITABLE, "No access to " + e.getFile() + ".");
            case NoSuchFileException e ->
                    Problem.of(ErrorCode.TRAINING_DATA_INVALID, "There is no file " + e.getFile());
            case FileSystemException e when text.contains("Read-only file system") ->
                    Problem.of(ErrorCode.STORAGE_UNWRITABLE, e.getFile() + " can only be read.");
            default -> internal(runId, failure);
        };
    }

    private static Problem internal(String runId, Throwable failure) {
        String errorId = UUID.randomUUID().toString();
        LOG.errorf(failure, "the run failed run=%s error=%s", runId, errorId);
        return Problem.of(ErrorCode.INTERNAL, String.valueOf(failure.getMessage()))
                .withErrorId(errorId);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
