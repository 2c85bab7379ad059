package lumen.training.engine;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.HashMap;
import java.util.Map;

/**
 * The test network written out in double precision: convolution 3x3, batch normalisation with the
 * batch's statistics, rectifier, mean over the image, linear layer, binary cross-entropy. Gradients
 * are central differences.
 */
final class ReferenceNetwork {
    private static final double STEP = 1e-5;
    private static final double EPSILON = 1e-3f;
    private static final int CHANNELS = 2;
    private static final int LABELS = 3;

    private final float[] images;
    private final float[] targets;
    private final int examples;
    private final int height;
    private final int width;

    ReferenceNetwork(float[] images, float[] targets, int examples, int height, int width) {
        this.images = images;
        this.targets = targets;
        this.examples = examples;
        this.height = height;
        this.width = width;
    }

    double loss(Map<String, float[]> weights) {
        Map<String, double[]> exact = new HashMap<>();
        weights.forEach((name, values) -> exact.put(name, exact(values)));
        return exactLoss(exact);
    }

    double[] gradient(Map<String, float[]> weights, String name) {
        Map<String, double[]> exact = new HashMap<>();
        weights.forEach((key, values) -> exact.put(key, exact(values)));
        double[] values = exact.get(name);
        double[] gradient = new double[values.length];
        for (int index = 0; index < values.length; index++) {
            double middle = values[index];
            values[index] = middle + STEP;
            double above = exactLoss(exact);
            values[index] = middle - STEP;
            double below = exactLoss(exact);
            values[index] = middle;
            gradient[index] = (above - below) / (2 * STEP);
        }
        return gradient;
    }

    /** Means of the convolution's output channels over the batch. */
    double[] channelMeans(ModelProto model) {
        try (TrainableGraph graph = new TrainableGraph(model)) {
            double[] weight = exact(TensorData.floats(graph.parameters().get("w")));
            double[] bias = exact(TensorData.floats(graph.parameters().get("b")));
            double[] means = new double[CHANNELS];
            for (int channel = 0; channel < CHANNELS; channel++) {
                double sum = 0;
                for (double value : convolve(weight, bias, channel)) {
                    sum += value;
                }
                means[channel] = sum / (examples * height * width);
            }
            return means;
        }
    }

    private static double[] exact(float[] values) {
        double[] exact = new double[values.length];
        for (int index = 0; index < values.length; index++) {
            exact[index] = values[index];
        }
        return exact;
    }

    private double[] convolve(double[] weight, double[] bias, int channel) {
        double[] result = new double[examples * height * width];
        for (int example = 0; example < examples; example++) {
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    double sum = bias[channel];
                    for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
                        for (int x = Math.max(0, column - 1);
                                x <= Math.min(width - 1, column + 1);
                                x++) {
                            sum +=
                                    images[(example * height + y) * width + x]
                                            * weight[
                                                    channel * 9
                                                            + (y - row + 1) * 3
                                                            + x
                                                            - column
                                                            + 1];
                        }
                    }
                    result[(example * height + row) * width + column] = sum;
                }
            }
        }
        return result;
    }

    private double exactLoss(Map<String, double[]> weights) {
        int area = height * width;
        double[][] pooled = new double[examples][CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            double[] values = convolve(weights.get("w"), weights.get("b"), channel);
            double mean = 0;
            for (double value : values) {
                mean += value / values.length;
            }
            double variance = 0;
            for (double value : values) {
                variance += (value - mean) * (value - mean) / values.length;
            }
            for (int index = 0; index < values.length; index++) {
                double normal =
                        (values[index] - mean)
                                        / Math.sqrt(variance + EPSILON)
                                        * weights.get("g")[channel]
                                + weights.get("o")[channel];
                pooled[index / area][channel] += Math.max(0, normal) / area;
            }
        }
        double loss = 0;
        for (int example = 0; example < examples; example++) {
            for (int label = 0; label < LABELS; label++) {
                double logit = weights.get("m")[label];
                for (int channel = 0; channel < CHANNELS; channel++) {
                    logit +=
                            pooled[example][channel] * weights.get("l")[label * CHANNELS + channel];
                }
                double target = targets[example * LABELS + label];
                loss += Math.log1p(Math.exp(logit)) - target * logit;
            }
        }
        return loss / (examples * LABELS);
    }
}
