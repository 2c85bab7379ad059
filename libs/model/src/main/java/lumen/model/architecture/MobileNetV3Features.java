package lumen.model.architecture;

import java.util.List;
import lumen.model.graph.Activation;
import lumen.model.graph.Convolution;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Value;

/**
 * The convolutions of MobileNetV3-Large (Howard et al. 2019, "Searching for MobileNetV3", table 1),
 * with torchvision's sizes and names.
 *
 * @param width multiplies the numbers of channels, which are then rounded to multiples of 8
 * @param imageChannels channels of the image
 * @param gate weights the channels of some blocks
 */
record MobileNetV3Features(double width, int imageChannels, ChannelGate gate) {
    static final NormalizedConvolution CONVOLUTION = new NormalizedConvolution(0.001, 0.01);
    private static final int LAST_EXPANSION = 6;
    private static final int CLASSIFIER_WIDTH = 1280;

    /**
     * One inverted residual block.
     *
     * @param expanded channels of the depthwise convolution
     * @param gated whether channels are weighted
     */
    record Block(
            int input,
            int kernel,
            int expanded,
            int output,
            boolean gated,
            Activation activation,
            int stride) {
        boolean hasResidual() {
            return stride == 1 && input == output;
        }

        Block widened(double width) {
            return new Block(
                    multipleOfEight(input * width),
                    kernel,
                    multipleOfEight(expanded * width),
                    multipleOfEight(output * width),
                    gated,
                    activation,
                    stride);
        }
    }

    private static final List<Block> BLOCKS =
            List.of(
                    new Block(16, 3, 16, 16, false, Activation.RELU, 1),
                    new Block(16, 3, 64, 24, false, Activation.RELU, 2),
                    new Block(24, 3, 72, 24, false, Activation.RELU, 1),
                    new Block(24, 5, 72, 40, true, Activation.RELU, 2),
                    new Block(40, 5, 120, 40, true, Activation.RELU, 1),
                    new Block(40, 5, 120, 40, true, Activation.RELU, 1),
                    new Block(40, 3, 240, 80, false, Activation.HARD_SWISH, 2),
                    new Block(80, 3, 200, 80, false, Activation.HARD_SWISH, 1),
                    new Block(80, 3, 184, 80, false, Activation.HARD_SWISH, 1),
                    new Block(80, 3, 184, 80, false, Activation.HARD_SWISH, 1),
                    new Block(80, 3, 480, 112, true, Activation.HARD_SWISH, 1),
                    new Block(112, 3, 672, 112, true, Activation.HARD_SWISH, 1),
                    new Block(112, 5, 672, 160, true, Activation.HARD_SWISH, 2),
                    new Block(160, 5, 960, 160, true, Activation.HARD_SWISH, 1),
                    new Block(160, 5, 960, 160, true, Activation.HARD_SWISH, 1));

    /** The blocks of a network of this width, first to last. */
    static List<Block> blocks(double width) {
        return BLOCKS.stream().map(block -> block.widened(width)).toList();
    }

    /** Channels of the last convolution of a network of this width. */
    static int lastChannels(double width) {
        return LAST_EXPANSION * blocks(width).getLast().output();
    }

    /** Features of the linear layer that follows the mean of the last convolution's channels. */
    static int classifierWidth(double width) {
        return multipleOfEight(CLASSIFIER_WIDTH * width);
    }

    int channels() {
        return lastChannels(width);
    }

    int classifierWidth() {
        return classifierWidth(width);
    }

    /**
     * Adds the convolutions below {@code path}: {@code [N, imageChannels, H, W]} to {@code [N,
     * channels, H / 32, W / 32]}.
     */
    Value appendTo(GraphBuilder graph, Value image, String path) {
        List<Block> blocks = blocks(width);
        Value value =
                CONVOLUTION.appendTo(
                        graph,
                        image,
                        path + ".0",
                        Convolution.centred(imageChannels, blocks.getFirst().input(), 3, 2, 1),
                        Activation.HARD_SWISH);
        for (int i = 0; i < blocks.size(); i++) {
            value = append(graph, value, path + "." + (i + 1) + ".block", blocks.get(i));
        }
        return CONVOLUTION.appendTo(
                graph,
                value,
                path + "." + (blocks.size() + 1),
                Convolution.pointwise(blocks.getLast().output(), channels(), false),
                Activation.HARD_SWISH);
    }

    /** Expansion, depthwise convolution, channel weights, projection, residual. */
    private Value append(GraphBuilder graph, Value input, String path, Block block) {
        Value value = input;
        int expanded = block.expanded();
        int layer = 0;
        if (expanded != block.input()) {
            value =
                    CONVOLUTION.appendTo(
                            graph,
                            value,
                            path + "." + layer++,
                            Convolution.pointwise(block.input(), expanded, false),
                            block.activation());
        }
        value =
                CONVOLUTION.appendTo(
                        graph,
                        value,
                        path + "." + layer++,
                        Convolution.centred(
                                expanded, expanded, block.kernel(), block.stride(), expanded),
                        block.activation());
        if (block.gated()) {
            int squeezed = multipleOfEight(Math.floorDiv(expanded, 4));
            value = gate.appendTo(graph, value, path + "." + layer++, expanded, squeezed);
        }
        value =
                CONVOLUTION.appendTo(
                        graph,
                        value,
                        path + "." + layer,
                        Convolution.pointwise(expanded, block.output(), false),
                        Activation.IDENTITY);
        return block.hasResidual() ? graph.add(value, input) : value;
    }

    /** The nearest multiple of 8, at least 8, and not less than nine tenths of the channels. */
    static int multipleOfEight(double channels) {
        int rounded = Math.max(8, 8 * Math.floorDiv((int) (channels + 4), 8));
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
}
