package lumen.evaluation.export;

import java.io.Closeable;
import java.io.IOException;

/** Writes predictions one after the other; closing it ends the document and closes the target. */
public interface PredictionWriter extends Closeable {
    /**
     * Writes a prediction.
     *
     * @throws IOException when it cannot be written
     */
    void write(Prediction prediction) throws IOException;
}
