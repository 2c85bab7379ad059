package lumen.model.architecture;

import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Value;

/**
 * The convolutions of wav2vec 2.0 alone, on waveforms {@code [N, 1, samples]}. The head stands at
 * {@code classifier}.
 *
 * @param name the architecture's name
 * @param convolutions make the features
 */
record Wav2VecCnn(String name, WaveformConvolutions convolutions) implements Architecture {
    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        GraphBuilder graph = new GraphBuilder(name);
        Value waveform = blueprint.preprocessing().appendWaveformTo(graph);
        Value sequence = convolutions.appendTo(graph, waveform);
        blueprint.appendHeadToSequence(graph, sequence, "classifier", convolutions.channels());
        return graph;
    }
}
