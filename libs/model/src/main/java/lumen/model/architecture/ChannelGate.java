package lumen.model.architecture;

import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Value;

/** Weights an image's channels by what the whole image shows. */
@FunctionalInterface
interface ChannelGate {
    /**
     * Adds the gate below {@code path}; the image keeps its shape, {@code [N, channels, H, W]}.
     *
     * @param squeezed the width of the layer between the channels' means and their weights
     */
    Value appendTo(GraphBuilder graph, Value image, String path, int channels, int squeezed);
}
