package lumen.training.run;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import lumen.audio.decoding.AudioException;
import lumen.datasets.DatasetException;
import lumen.model.file.ModelFormatException;
import lumen.training.checkpoint.CheckpointException;
import lumen.training.engine.EngineException;
import picocli.CommandLine;

/** How the commands of this module read their options and tell what went wrong. */
final class CommandLines {
    /** What a person can put right by the message alone; everything else is a fault of lumen. */
    private static final List<Class<? extends Exception>> TOLD =
            List.of(
                    EngineException.class,
                    DatasetException.class,
                    AudioException.class,
                    ModelFormatException.class,
                    CheckpointException.class,
                    OrtException.class,
                    IOException.class,
                    IllegalArgumentException.class);

    private CommandLines() {}

    static CommandLine of(Callable<Integer> command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, line, result) -> {
                            if (TOLD.stream().noneMatch(type -> type.isInstance(failure))) {
                                throw failure;
                            }
                            String told = failure.getMessage();
                            line.getErr()
                                    .println(
                                            failure instanceof NoSuchFileException
                                                    ? "there is no file " + told
                                                    : told);
                            return line.getCommandSpec().exitCodeOnExecutionException();
                        });
    }
}
