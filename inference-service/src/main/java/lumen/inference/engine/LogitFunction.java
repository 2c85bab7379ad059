package lumen.inference.engine;

import java.nio.FloatBuffer;

/** A loaded model, ready to compute. Used by one thread at a time. */
public interface LogitFunction extends AutoCloseable {
    /**
     * Computes the logits of some windows.
     *
     * @param features the windows in C order, direct and in native byte order, from position to
     *     limit
     * @param shape windows, then the shape of one window
     * @return one row of logits for each window, in C order
     */
    float[] logits(FloatBuffer features, long[] shape) throws EngineException;

    @Override
    void close();
}
