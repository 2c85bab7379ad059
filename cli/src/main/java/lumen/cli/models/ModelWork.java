package lumen.cli.models;

import ai.onnxruntime.OrtException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import lumen.audio.decoding.AudioException;
import lumen.cli.ErrorWords;
import lumen.cli.ExitCode;
import lumen.cli.Surroundings;
import lumen.datasets.DatasetException;
import lumen.model.file.ModelFormatException;

/** What a command does with model files on this machine; failures are told on standard error. */
@FunctionalInterface
interface ModelWork {
    /** Does it. */
    ExitCode run()
            throws IOException,
                    ModelFormatException,
                    OrtException,
                    DatasetException,
                    AudioException;

    /** Does the work and gives the command's exit code. */
    static int answer(Surroundings surroundings, ModelWork work) {
        try {
            return work.run().code();
        } catch (ModelFormatException | IllegalArgumentException | DatasetException e) {
            return refuse(surroundings, e.getMessage(), "");
        } catch (NoSuchFileException | FileNotFoundException e) {
            return refuse(surroundings, "there is no file " + e.getMessage(), "");
        } catch (AudioException e) {
            return refuse(surroundings, "audio cannot be read: " + e.getMessage(), "");
        } catch (OrtException e) {
            return refuse(surroundings, "ONNX Runtime refuses the model: " + e.getMessage(), "");
        } catch (IOException e) {
            ErrorWords.write(surroundings.terminal().err(), String.valueOf(e.getMessage()), "");
            return ExitCode.SOME_FAILED.code();
        }
    }

    private static int refuse(Surroundings surroundings, String message, String advice) {
        ErrorWords.write(surroundings.terminal().err(), message, advice);
        return ExitCode.USAGE.code();
    }

    /** The file's name without its folder and ending. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
