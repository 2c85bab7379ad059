package lumen.training.engine;

/**
 * How a resized axis draws on the original one: ONNX's {@code Resize} written as a matrix, which
 * covers every mode and has the right gradient.
 *
 * @param mode {@code nearest}, {@code linear} or {@code cubic}
 * @param coordinates ONNX {@code coordinate_transformation_mode}
 * @param rounding ONNX {@code nearest_mode}
 * @param cubic the coefficient of the cubic kernel (Keys, 1981)
 * @param excludeOutside whether weights beyond the border are left out and the rest scaled up
 */
record Interpolation(
        String mode, String coordinates, String rounding, double cubic, boolean excludeOutside) {

    static Interpolation of(Attributes attributes) {
        Interpolation interpolation =
                new Interpolation(
                        attributes.text("mode", "nearest"),
                        attributes.text("coordinate_transformation_mode", "half_pixel"),
                        attributes.text("nearest_mode", "round_prefer_floor"),
                        attributes.real("cubic_coeff_a", -0.75f),
                        attributes.flag("exclude_outside", false));
        // Whatever is unknown is refused when the graph is loaded, not in its first pass.
        interpolation.weights(2, 3, 1.5f);
        return interpolation;
    }

    /**
     * The weights of the original elements for each new one.
     *
     * @param size length of the axis
     * @param target new length
     * @param scale factor that the new length came from
     * @return {@code [target][size]}
     */
    float[][] weights(long size, long target, float scale) {
        float[][] weights = new float[(int) target][(int) size];
        for (int row = 0; row < target; row++) {
            float place = place(row, size, target, scale);
            switch (mode) {
                case "nearest" -> weights[row][inside(nearest(place), size)] = 1;
                case "linear" -> linear(weights[row], Math.clamp(place, 0, size - 1.0));
                case "cubic" -> cubic(weights[row], place);
                default -> throw new EngineException("Resize with mode " + mode);
            }
        }
        return weights;
    }

    /** Where a new element lies on the original axis; in single precision, as in ONNX Runtime. */
    private float place(int row, long size, long target, float scale) {
        return switch (coordinates) {
            case "half_pixel" -> (row + 0.5f) / scale - 0.5f;
            case "pytorch_half_pixel" -> target > 1 ? (row + 0.5f) / scale - 0.5f : 0;
            case "align_corners" -> target > 1 ? row * (size - 1f) / (target - 1f) : 0;
            case "asymmetric" -> row / scale;
            case "half_pixel_symmetric" -> {
                float adjusted = size * scale;
                float offset = size / 2f * (1 - target / adjusted);
                yield offset + (row + 0.5f) / scale - 0.5f;
            }
            default -> throw new EngineException("Resize with coordinates " + coordinates);
        };
    }

    private long nearest(double place) {
        return (long)
                switch (rounding) {
                    case "round_prefer_floor" -> Math.ceil(place - 0.5);
                    case "round_prefer_ceil" -> Math.floor(place + 0.5);
                    case "floor" -> Math.floor(place);
                    case "ceil" -> Math.ceil(place);
                    default -> throw new EngineException("Resize with rounding " + rounding);
                };
    }

    private static int inside(long place, long size) {
        return (int) Math.clamp(place, 0, size - 1);
    }

    private static void linear(float[] weights, double place) {
        int left = (int) Math.floor(place);
        double share = place - left;
        weights[left] += (float) (1 - share);
        if (share > 0) {
            weights[left + 1] += (float) share;
        }
    }

    private void cubic(float[] weights, double place) {
        long left = (long) Math.floor(place);
        double sum = 0;
        double[] parts = new double[4];
        for (int tap = 0; tap < 4; tap++) {
            long source = left - 1 + tap;
            boolean outside = source < 0 || source >= weights.length;
            parts[tap] = excludeOutside && outside ? 0 : kernel(Math.abs(place - source));
            sum += parts[tap];
        }
        for (int tap = 0; tap < 4; tap++) {
            double part = excludeOutside ? parts[tap] / sum : parts[tap];
            weights[inside(left - 1 + tap, weights.length)] += (float) part;
        }
    }

    private double kernel(double distance) {
        double x = distance;
        return x <= 1
                ? ((cubic + 2) * x - (cubic + 3)) * x * x + 1
                : ((cubic * x - 5 * cubic) * x + 8 * cubic) * x - 4 * cubic;
    }
}
