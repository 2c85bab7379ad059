package lumen.training.engine;

import java.util.Map;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Fourier transforms and windows, for networks that take a waveform. */
final class SpectralOperators {
    /** Since this version the axis of a transform is an input. */
    private static final int AXIS_AS_INPUT = 20;

    private SpectralOperators() {}

    @FunctionalInterface
    private interface WindowFunction {
        Tensor of(long length, boolean periodic);
    }

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("DFT", (node, attributes) -> transform(attributes));
        factories.put("STFT", (node, attributes) -> shortTime(attributes));
        window(factories, "HannWindow", torch::hann_window);
        // ONNX's constants; libtorch's are rounded.
        window(
                factories,
                "HammingWindow",
                (length, periodic) -> torch.hamming_window(length, periodic, 25.0 / 46, 21.0 / 46));
        window(factories, "BlackmanWindow", torch::blackman_window);
    }

    private static void window(
            Map<String, OperatorFactory> factories, String name, WindowFunction function) {
        factories.put(
                name,
                (node, attributes) -> {
                    boolean periodic = attributes.flag("periodic", true);
                    ScalarType type =
                            TensorData.scalarType(attributes.integer("output_datatype", 1));
                    return (inputs, mode) -> {
                        long length = TensorData.longs(inputs[0])[0];
                        return new Tensor[] {function.of(length, periodic).to(type).alias()};
                    };
                });
    }

    /** Numbers are real, or pairs of real and imaginary part, along the last axis. */
    private static Operator transform(Attributes attributes) {
        boolean inverse = attributes.flag("inverse", false);
        boolean oneSided = attributes.flag("onesided", false);
        boolean axisAsInput = attributes.operatorSet() >= AXIS_AS_INPUT;
        long fixed = attributes.integer("axis", 1);
        if (inverse && oneSided) {
            throw new EngineException("DFT that is inverse and onesided");
        }
        return (inputs, mode) -> {
            int rank = (int) inputs[0].dim();
            Tensor lengthGiven = Operators.optional(inputs, 1);
            Tensor axisGiven = axisAsInput ? Operators.optional(inputs, 2) : null;
            long otherwise = axisAsInput ? -2 : fixed;
            long axis =
                    Axes.fromFront(
                            axisGiven == null ? otherwise : TensorData.longs(axisGiven)[0], rank);
            LongOptional length =
                    lengthGiven == null
                            ? new LongOptional()
                            : new LongOptional(TensorData.longs(lengthGiven)[0]);
            Tensor values =
                    inputs[0].size(-1) == 2
                            ? torch.view_as_complex(inputs[0].contiguous())
                            : inputs[0].select(-1, 0);
            StringViewOptional usual = new StringViewOptional();
            Tensor result;
            if (inverse) {
                result = torch.fft_ifft(values, length, axis, usual);
            } else if (oneSided) {
                result = torch.fft_rfft(values, length, axis, usual);
            } else {
                result = torch.fft_fft(values, length, axis, usual);
            }
            return new Tensor[] {torch.view_as_real(result).contiguous()};
        };
    }

    /** Real signals {@code [examples, samples(, 1)]} to {@code [examples, frames, bins, 2]}. */
    private static Operator shortTime(Attributes attributes) {
        boolean oneSided = attributes.flag("onesided", true);
        return (inputs, mode) -> {
            Tensor signal = inputs[0].dim() == 3 ? inputs[0].select(-1, 0) : inputs[0];
            long step = TensorData.longs(inputs[1])[0];
            Tensor window = Operators.optional(inputs, 2);
            Tensor lengthGiven = Operators.optional(inputs, 3);
            long length =
                    lengthGiven != null
                            ? TensorData.longs(lengthGiven)[0]
                            : window == null ? signal.size(-1) : window.size(0);
            Tensor spectrum =
                    torch.stft(
                            signal,
                            length,
                            new LongOptional(step),
                            new LongOptional(length),
                            window == null ? new TensorOptional() : new TensorOptional(window),
                            false,
                            new BoolOptional(oneSided),
                            new BoolOptional(true),
                            new BoolOptional());
            return new Tensor[] {torch.view_as_real(spectrum).transpose(1, 2).contiguous()};
        };
    }
}
