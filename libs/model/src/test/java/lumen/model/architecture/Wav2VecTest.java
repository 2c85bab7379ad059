package lumen.model.architecture;

import static lumen.model.architecture.TransformerReference.each;
import static lumen.model.architecture.TransformerReference.mean;
import static lumen.model.architecture.TransformerReference.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Arrays;
import java.util.OptionalInt;
import lumen.model.Inference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Wav2VecTest {
    private static final int CHANNELS = 8;
    private static final int LAYERS = 2;
    private static final int WIDTH = 12;
    private static final int HEADS = 3;
    private static final int KERNEL = 4;
    private static final int GROUPS = 2;
    private static final int LABELS = 3;
    private static final int SAMPLES = 2000;
    private static final int[] KERNELS = {10, 3, 3, 3, 3, 2, 2};
    private static final int[] STRIDES = {5, 2, 2, 2, 2, 2, 2};
    private static final Preprocessing WAVEFORM = new Preprocessing(1, 0, 1, OptionalInt.empty());
    private static final WaveformConvolutions CONVOLUTIONS = new WaveformConvolutions(CHANNELS);

    private static ModelProto tiny() {
        Architecture architecture =
                new Wav2Vec("wav2vec", CONVOLUTIONS, LAYERS, WIDTH, HEADS, KERNEL, GROUPS);
        Blueprint blueprint = new Blueprint(WAVEFORM, LinearHead.plain(), LABELS, 0);
        return Weights.shaken(architecture.build(blueprint), 1);
    }

    @Test
    void computesWhatItsPublicationSays() throws Exception {
        // Given
        ModelProto model = tiny();
        float[] windows = Weights.noise(2 * SAMPLES, 2);

        // When
        float[] logits = Inference.run(model, windows, 2, 1, SAMPLES);

        // Then
        Weights weights = new Weights(model);
        for (int window = 0; window < 2; window++) {
            float[] waveform =
                    Arrays.copyOfRange(windows, window * SAMPLES, (window + 1) * SAMPLES);
            double[] expected = reference(weights, waveform);
            for (int label = 0; label < LABELS; label++) {
                assertThat((double) logits[window * LABELS + label])
                        .isCloseTo(expected[label], offset(1e-4));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TimePooling.class)
    void convolutionsAlonePoolOverTime(TimePooling pooling) throws Exception {
        // Given
        Blueprint blueprint = new Blueprint(WAVEFORM, LinearHead.plain(), LABELS, pooling, 0);
        ModelProto model =
                Weights.shaken(new Wav2VecCnn("wav2vec_cnn", CONVOLUTIONS).build(blueprint), 3);
        float[] waveform = Weights.noise(SAMPLES, 4);

        // When
        float[] logits = Inference.run(model, waveform, 1, 1, SAMPLES);

        // Then
        Weights weights = new Weights(model);
        double[][] sequence = convolved(weights, waveform);
        double[] pooled = new double[CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            int channel = i;
            var steps = Arrays.stream(sequence).mapToDouble(step -> step[channel]);
            pooled[i] =
                    switch (pooling) {
                        case MEAN -> steps.average().orElseThrow();
                        case SUM -> steps.sum();
                        case MAX -> steps.max().orElseThrow();
                    };
        }
        double[] expected =
                new TransformerReference(weights).linear(new double[][] {pooled}, "classifier")[0];
        for (int label = 0; label < LABELS; label++) {
            assertThat((double) logits[label]).isCloseTo(expected[label], offset(1e-4));
        }
    }

    @Test
    void spectrogramsAreRefused() {
        // Given
        Preprocessing bands = new Preprocessing(128, 0, 1, OptionalInt.empty());
        Blueprint blueprint = new Blueprint(bands, DeepHead.singleLayer(), LABELS, 0);

        // When
        ThrowingCallable drawing = () -> Architectures.named("wav2vec").draw(blueprint);

        // Then
        assertThatThrownBy(drawing).hasMessageContaining("one band, not 128");
    }

    private static double[] reference(Weights weights, float[] waveform) {
        TransformerReference reference = new TransformerReference(weights);
        double[][] value =
                reference.normalized(
                        convolved(weights, waveform),
                        "backbone.feature_projection.layer_norm",
                        1e-5);
        value = reference.linear(value, "backbone.feature_projection.projection");
        value = sum(value, positions(weights, value));
        value = reference.normalized(value, "backbone.encoder.layer_norm", 1e-5);
        for (int layer = 0; layer < LAYERS; layer++) {
            String path = "backbone.encoder.layers." + layer;
            double[][] attended =
                    reference.attention(
                            value,
                            HEADS,
                            path + ".attention.q_proj",
                            path + ".attention.k_proj",
                            path + ".attention.v_proj",
                            path + ".attention.out_proj");
            value = reference.normalized(sum(value, attended), path + ".layer_norm", 1e-5);
            double[][] hidden =
                    each(
                            reference.linear(value, path + ".feed_forward.intermediate_dense"),
                            TransformerReference::gelu);
            double[][] output = reference.linear(hidden, path + ".feed_forward.output_dense");
            value = reference.normalized(sum(value, output), path + ".final_layer_norm", 1e-5);
        }
        return reference.linear(new double[][] {mean(value)}, "classifier")[0];
    }

    /** The standardised waveform through seven convolutions, as {@code [steps][channels]}. */
    private static double[][] convolved(Weights weights, float[] waveform) {
        double[] samples = new double[waveform.length];
        Arrays.setAll(samples, i -> waveform[i]);
        double[][] signal = {TransformerReference.standardised(samples, 1e-7)};
        for (int layer = 0; layer < KERNELS.length; layer++) {
            String path = "backbone.feature_extractor.conv_layers." + layer;
            double[] kernel = weights.get(path + ".conv.weight");
            int inputs = signal.length;
            int steps = (signal[0].length - KERNELS[layer]) / STRIDES[layer] + 1;
            double[][] next = new double[CHANNELS][steps];
            for (int channel = 0; channel < CHANNELS; channel++) {
                for (int step = 0; step < steps; step++) {
                    for (int input = 0; input < inputs; input++) {
                        for (int k = 0; k < KERNELS[layer]; k++) {
                            next[channel][step] +=
                                    kernel[(channel * inputs + input) * KERNELS[layer] + k]
                                            * signal[input][step * STRIDES[layer] + k];
                        }
                    }
                }
                if (layer == 0) {
                    double scale = weights.get(path + ".layer_norm.weight")[channel];
                    double bias = weights.get(path + ".layer_norm.bias")[channel];
                    next[channel] =
                            Arrays.stream(TransformerReference.standardised(next[channel], 1e-5))
                                    .map(x -> x * scale + bias)
                                    .toArray();
                }
            }
            signal = each(next, TransformerReference::gelu);
        }
        double[][] sequence = new double[signal[0].length][CHANNELS];
        for (int step = 0; step < sequence.length; step++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                sequence[step][channel] = signal[channel][step];
            }
        }
        return sequence;
    }

    /** A grouped convolution with weight normalisation of each kernel step, half before. */
    private static double[][] positions(Weights weights, double[][] sequence) {
        String path = "backbone.encoder.pos_conv_embed.conv.";
        double[] length = weights.get(path + "weight_g");
        double[] direction = weights.get(path + "weight_v");
        double[] bias = weights.get(path + "bias");
        int inputs = WIDTH / GROUPS;
        double[] norm = new double[KERNEL];
        for (int i = 0; i < direction.length; i++) {
            norm[i % KERNEL] += direction[i] * direction[i];
        }
        double[][] result = new double[sequence.length][WIDTH];
        for (int step = 0; step < sequence.length; step++) {
            for (int output = 0; output < WIDTH; output++) {
                double value = bias[output];
                int group = output / (WIDTH / GROUPS);
                for (int input = 0; input < inputs; input++) {
                    for (int k = 0; k < KERNEL; k++) {
                        int at = step + k - KERNEL / 2;
                        if (at >= 0 && at < sequence.length) {
                            value +=
                                    direction[(output * inputs + input) * KERNEL + k]
                                            * length[k]
                                            / Math.sqrt(norm[k])
                                            * sequence[at][group * inputs + input];
                        }
                    }
                }
                result[step][output] = TransformerReference.gelu(value);
            }
        }
        return result;
    }
}
