package lumen.training.record;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A spectrogram as a picture: time to the right, high frequencies at the top, from dark where it is
 * least to bright where it is greatest.
 *
 * @param width pixels
 * @param height pixels
 * @param png the picture as a PNG file
 */
record SpectrogramImage(int width, int height, byte[] png) {
    /** Small windows are shown larger, until they have so many rows of pixels. */
    private static final int EASY_TO_SEE = 256;

    private static final int WIDEST = 2048;

    /** Colours of equal steps from the least to the greatest value, {@code 0xRRGGBB}. */
    private static final int[] COLOURS = {
        0x05051A, 0x4B1D6B, 0xA8335F, 0xEE6A3C, 0xF9B83F, 0xFBFBD2
    };

    /**
     * Paints a spectrogram.
     *
     * @param values {@code [rows, frames]}, lowest row first; what is not finite is painted as the
     *     least
     */
    static SpectrogramImage of(float[] values, int rows, int frames) {
        if (rows < 1 || frames < 1 || values.length != rows * frames) {
            throw new IllegalArgumentException(
                    "%d values for %d rows of %d".formatted(values.length, rows, frames));
        }
        int scale = Math.max(1, Math.min(EASY_TO_SEE / rows, WIDEST / frames));
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            if (Float.isFinite(value)) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        BufferedImage image =
                new BufferedImage(frames * scale, rows * scale, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            int row = rows - 1 - y / scale;
            for (int x = 0; x < image.getWidth(); x++) {
                float value = values[row * frames + x / scale];
                boolean seen = Float.isFinite(value) && greatest > least;
                image.setRGB(x, y, colour(seen ? (value - least) / (greatest - least) : 0));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SpectrogramImage(image.getWidth(), image.getHeight(), bytes.toByteArray());
    }

    private static int colour(float share) {
        float place = share * (COLOURS.length - 1);
        int below = Math.min(COLOURS.length - 2, (int) place);
        float part = place - below;
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int first = COLOURS[below] >> shift & 0xFF;
            int second = COLOURS[below + 1] >> shift & 0xFF;
            mixed |= Math.round(first + (second - first) * part) << shift;
        }
        return mixed;
    }
}
