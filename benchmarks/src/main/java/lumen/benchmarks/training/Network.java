package lumen.benchmarks.training;

import lumen.training.engine.ComputeDevice;
import lumen.training.engine.Execution;
import lumen.training.engine.Precision;
import lumen.training.run.MemoryLayout;

/** A network that is compared with PyTorch, and the sizes of its examples. */
enum Network {
    /** MobileNetV3-Large. */
    MOBILENET("mobilenet_v3_large", 16, 224, 224),
    /** ConvNeXt-Tiny. */
    CONVNEXT("convnext_tiny", 4, 224, 224),
    /** EfficientNetV2-S. */
    EFFICIENTNET("efficient_net_v2_s", 4, 224, 224),
    /** ResNeXt50. */
    RESNEXT("resnext50_32x4d", 4, 224, 224),
    /** The audio spectrogram transformer, on half of its longest window. */
    AST("ast", 1, 128, 512);

    private final String architecture;
    private final int examples;
    private final int bands;
    private final int frames;

    Network(String architecture, int examples, int bands, int frames) {
        this.architecture = architecture;
        this.examples = examples;
        this.bands = bands;
        this.frames = frames;
    }

    String architecture() {
        return architecture;
    }

    /** The name that torchvision has for it. */
    String peerName() {
        return architecture.replace("efficient_net", "efficientnet");
    }

    /** Batch, bands and frames of the speed comparison. */
    Sizes forSpeed() {
        return new Sizes(examples, bands, frames);
    }

    /** Batch, bands and frames of the comparison of numbers, which need not be large. */
    Sizes forParity() {
        return new Sizes(4, this == AST ? bands : 96, 96);
    }

    /** How a training run computes it where nothing else is asked for. */
    Execution execution(Precision precision) {
        return new Execution(
                ComputeDevice.CPU, precision, MemoryLayout.AUTO.isChannelsLast(architecture));
    }

    @Override
    public String toString() {
        return architecture;
    }

    /**
     * The shape of a batch.
     *
     * @param examples windows
     * @param bands frequency bands
     * @param frames columns
     */
    record Sizes(int examples, int bands, int frames) {
        int values() {
            return examples * bands * frames;
        }
    }
}
