package lumen.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.OptionalInt;
import lumen.model.Inference;
import org.junit.jupiter.api.Test;

class ConvLstmTest {
    private static final int BANDS = 32;
    private static final int FRAMES = 24;
    private static final int LABELS = 3;
    private static final int WIDTH = 64;
    private static final int[] CHANNELS = {1, 32, 64, 128};

    @Test
    void computesConvolutionsMemoryAndAttention() throws Exception {
        // Given
        Preprocessing preprocessing = new Preprocessing(BANDS, 0, 1, OptionalInt.empty());
        Architecture architecture = Architectures.named("conv_lstm");
        Blueprint blueprint = new Blueprint(preprocessing, architecture.defaultHead(), LABELS, 0);
        ModelProto model = Weights.shaken(architecture.build(blueprint), 1);
        float[] window = Weights.noise(BANDS * FRAMES, 2);

        // When
        float[] logits = Inference.run(model, window, 1, BANDS, FRAMES);

        // Then
        double[] expected = reference(new Weights(model), window);
        for (int label = 0; label < LABELS; label++) {
            assertThat((double) logits[label]).isCloseTo(expected[label], offset(1e-4));
        }
    }

    private static double[] reference(Weights weights, float[] window) {
        double[][][] image = new double[1][FRAMES][BANDS];
        for (int band = 0; band < BANDS; band++) {
            for (int frame = 0; frame < FRAMES; frame++) {
                image[0][frame][band] = window[band * FRAMES + frame];
            }
        }
        image = normalized(weights, convolved(weights, image, 0), 0);
        image = pooled(image);
        image = pooled(convolved(weights, normalized(weights, image, 1), 1));
        image = pooled(convolved(weights, normalized(weights, image, 2), 2));
        double[][] sequence = new double[image[0].length][image.length];
        for (int channel = 0; channel < image.length; channel++) {
            for (int step = 0; step < sequence.length; step++) {
                for (double value : image[channel][step]) {
                    sequence[step][channel] += value / image[channel][step].length;
                }
            }
        }
        sequence = remembered(weights, remembered(weights, sequence, 0), 1);
        return attended(weights, sequence);
    }

    private static double[][][] convolved(Weights weights, double[][][] image, int layer) {
        double[] kernel = weights.get("layers." + layer + ".conv.weight");
        int inputs = CHANNELS[layer];
        int outputs = CHANNELS[layer + 1];
        int height = image[0].length;
        int width = image[0][0].length;
        double[][][] result = new double[outputs][height][width];
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                for (int k = 0; k < 25; k++) {
                    double factor = kernel[(output * inputs + input) * 25 + k];
                    int down = k / 5 - 2;
                    int right = k % 5 - 2;
                    for (int y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
                        for (int x = Math.max(0, -right); x < Math.min(width, width - right); x++) {
                            result[output][y][x] += factor * image[input][y + down][x + right];
                        }
                    }
                }
            }
        }
        return result;
    }

    /** Batch normalisation by the running statistics, then the leaky rectifier. */
    private static double[][][] normalized(Weights weights, double[][][] image, int layer) {
        String path = "layers." + layer + ".norm.";
        double[][][] result = new double[image.length][][];
        for (int channel = 0; channel < image.length; channel++) {
            double mean = weights.get(path + "running_mean")[channel];
            double variance = weights.get(path + "running_var")[channel];
            double scale = weights.get(path + "weight")[channel] / Math.sqrt(variance + 1e-5);
            double bias = weights.get(path + "bias")[channel];
            result[channel] =
                    TransformerReference.each(
                            image[channel],
                            x -> {
                                double normal = (x - mean) * scale + bias;
                                return normal > 0 ? normal : 0.01 * normal;
                            });
        }
        return result;
    }

    /** The greatest of 2 × 2, every 2 frames and 4 bands. */
    private static double[][][] pooled(double[][][] image) {
        int height = (image[0].length - 2) / 2 + 1;
        int width = (image[0][0].length - 2) / 4 + 1;
        double[][][] result = new double[image.length][height][width];
        for (int channel = 0; channel < image.length; channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double[] upper = image[channel][2 * y];
                    double[] lower = image[channel][2 * y + 1];
                    result[channel][y][x] =
                            Math.max(
                                    Math.max(upper[4 * x], upper[4 * x + 1]),
                                    Math.max(lower[4 * x], lower[4 * x + 1]));
                }
            }
        }
        return result;
    }

    /** PyTorch's LSTM: gates input, forget, cell, output. */
    private static double[][] remembered(Weights weights, double[][] sequence, int layer) {
        double[] fromInput = weights.get("lstm.weight_ih_l" + layer);
        double[] fromState = weights.get("lstm.weight_hh_l" + layer);
        double[] inputBias = weights.get("lstm.bias_ih_l" + layer);
        double[] stateBias = weights.get("lstm.bias_hh_l" + layer);
        double[] state = new double[WIDTH];
        double[] cell = new double[WIDTH];
        double[][] states = new double[sequence.length][];
        for (int step = 0; step < sequence.length; step++) {
            double[] gates = new double[4 * WIDTH];
            for (int gate = 0; gate < gates.length; gate++) {
                gates[gate] = inputBias[gate] + stateBias[gate];
                for (int i = 0; i < sequence[step].length; i++) {
                    gates[gate] += fromInput[gate * sequence[step].length + i] * sequence[step][i];
                }
                for (int i = 0; i < WIDTH; i++) {
                    gates[gate] += fromState[gate * WIDTH + i] * state[i];
                }
            }
            state = new double[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                double kept = logistic(gates[WIDTH + i]) * cell[i];
                cell[i] = kept + logistic(gates[i]) * Math.tanh(gates[2 * WIDTH + i]);
                state[i] = logistic(gates[3 * WIDTH + i]) * Math.tanh(cell[i]);
            }
            states[step] = state;
        }
        return states;
    }

    private static double[] attended(Weights weights, double[][] sequence) {
        TransformerReference reference = new TransformerReference(weights);
        double[][] scores =
                reference.linear(
                        TransformerReference.each(
                                reference.linear(sequence, "classifier.attention_layer.W1"),
                                Math::tanh),
                        "classifier.attention_layer.w2");
        double total = 0;
        double[] features = new double[WIDTH];
        for (int step = 0; step < sequence.length; step++) {
            double share = Math.exp(scores[step][0] / Math.sqrt(WIDTH));
            total += share;
            for (int i = 0; i < WIDTH; i++) {
                features[i] += share * sequence[step][i];
            }
        }
        for (int i = 0; i < WIDTH; i++) {
            features[i] /= total;
        }
        return reference.linear(new double[][] {features}, "classifier.classifer")[0];
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
