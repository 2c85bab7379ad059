package lumen.audio;

import java.util.List;
import lumen.audio.transform.Standardization;

/** Resizes and standardises the planes of a window. */
final class WindowFinish {
    private final List<Integer> planes;
    private final ImageForm image;
    private final boolean byOwn;
    private final int width;
    private final float[] resized;

    /**
     * Allocates a buffer if one is needed.
     *
     * @param byOwn whether each plane is standardised by its own mean and deviation
     */
    WindowFinish(FeatureSpecification specification, boolean byOwn) {
        planes = specification.planes();
        image = specification.image();
        this.byOwn = byOwn;
        width = specification.windowFrames();
        boolean changes = byOwn || image.height().isPresent() || !image.mean().isEmpty();
        resized = changes ? new float[specification.rows() * width] : null;
    }

    /** The window as a model sees it; the window itself stays as it is. */
    float[] apply(float[] window) {
        if (resized == null) {
            return window;
        }
        int from = 0;
        int to = 0;
        for (int plane = 0; plane < planes.size(); plane++) {
            int rows = planes.get(plane);
            int height = image.height().orElse(rows);
            for (int y = 0; y < height; y++) {
                int row = (int) ((2L * y + 1) * rows / (2L * height));
                System.arraycopy(window, (from + row) * width, resized, (to + y) * width, width);
            }
            standardize(plane, to * width, height * width);
            from += rows;
            to += height;
        }
        return resized;
    }

    private void standardize(int plane, int offset, int count) {
        if (byOwn) {
            Standardization.byOwn(resized, offset, count, Standardization.LEAST_VARIANCE);
        } else if (!image.mean().isEmpty()) {
            Standardization.by(
                    resized,
                    offset,
                    count,
                    image.mean().get(plane).floatValue(),
                    image.deviation().get(plane).floatValue());
        }
    }
}
