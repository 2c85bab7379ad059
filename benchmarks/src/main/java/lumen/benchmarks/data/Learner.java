package lumen.benchmarks.data;

import java.util.OptionalInt;
import lumen.audio.FeatureSpecification;
import lumen.model.architecture.Architecture;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.Preprocessing;
import lumen.training.data.Batch;
import lumen.training.engine.ComputeDevice;
import lumen.training.engine.Execution;
import lumen.training.engine.Mode;
import lumen.training.engine.Precision;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import lumen.training.optimization.WeightOptimizer;
import lumen.training.run.MemoryLayout;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A network that learns from batches, as a training run does. */
final class Learner implements AutoCloseable {
    private final FeatureSpecification features;
    private final int labels;
    private final TrainableGraph graph;
    private final WeightOptimizer optimizer;

    Learner(String name, FeatureSpecification features, int labels) {
        this.features = features;
        this.labels = labels;
        Architecture architecture = Architectures.named(name);
        graph =
                new TrainableGraph(
                        architecture.build(
                                new Blueprint(
                                        new Preprocessing(
                                                features.rows(), -20, 15, OptionalInt.empty()),
                                        architecture.defaultHead(),
                                        labels,
                                        1)),
                        new Execution(
                                ComputeDevice.CPU,
                                Precision.FLOAT32,
                                MemoryLayout.AUTO.isChannelsLast(name)));
        optimizer = new WeightOptimizer(graph.parameters(), 0.02, 2);
    }

    /** One step. */
    void learn(Batch batch) {
        try (PointerScope _ = new PointerScope()) {
            Tensor logits =
                    graph.forward(
                            Mode.TRAINING,
                            TensorData.of(
                                    batch.features(),
                                    batch.windows(),
                                    features.rows(),
                                    features.windowFrames()));
            Tensor targets = TensorData.of(batch.targets(), batch.windows(), labels);
            Tensor loss = torch.binary_cross_entropy_with_logits(logits, targets);
            loss.backward();
            optimizer.step(1e-4, 0.9);
            if (!Float.isFinite(loss.item_float())) {
                throw new IllegalStateException("the loss is " + loss.item_float());
            }
        }
    }

    @Override
    public void close() {
        optimizer.close();
        graph.close();
    }
}
