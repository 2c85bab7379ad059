package lumen.training.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import lumen.training.checkpoint.CheckpointException;
import lumen.training.checkpoint.TrainingState;
import lumen.training.engine.BatchStatistics;
import lumen.training.engine.Mode;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import lumen.training.examples.Batch;
import lumen.training.examples.BatchFeed;
import lumen.training.optimization.FineTuning;
import lumen.training.optimization.Loss;
import lumen.training.optimization.OneCycleSchedule;
import lumen.training.optimization.ParameterGroup;
import lumen.training.optimization.WeightAverage;
import lumen.training.optimization.WeightOptimizer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The steps of a run: batches through the graph, weights along the gradients, averages behind them.
 * Its state between two epochs can be written down and taken up again, bit for bit.
 */
final class TrainingLoop implements AutoCloseable {
    private static final double FINAL_RATE_SHARE = 1e-4;
    private static final int MEASURED_BATCHES = 40;

    private final TrainingConfiguration configuration;
    private final BatchFeed feed;
    private final int labels;
    private final TrainableGraph graph;
    private final WeightAverage average;
    private final WeightOptimizer optimizer;
    private final OneCycleSchedule schedule;
    private final Deque<float[]> recent = new ArrayDeque<>();

    TrainingLoop(
            TrainingConfiguration configuration, BatchFeed feed, ModelProto initial, int labels) {
        this.configuration = configuration;
        this.feed = feed;
        this.labels = labels;
        graph = new TrainableGraph(initial, configuration.execution());
        average = new WeightAverage(configuration.averageDecay(), graph.parameters());
        FineTuning fineTuning = configuration.fineTuning();
        optimizer =
                new WeightOptimizer(
                        ParameterGroup.usual(
                                graph.parameters(),
                                configuration.weightDecay(),
                                fineTuning.isHead(graph.parameters().keySet()),
                                configuration.backboneRateFactor()),
                        configuration.gradientClipping());
        schedule =
                new OneCycleSchedule(
                        configuration.initialRate(),
                        configuration.peakRate(),
                        configuration.initialRate() * FINAL_RATE_SHARE,
                        Math.max(2, configuration.epochs() * stepsPerEpoch()));
    }

    long parameterCount() {
        return graph.parameterCount();
    }

    /** Optimizer steps of an epoch: the last one may accumulate fewer batches. */
    int stepsPerEpoch() {
        return Math.ceilDiv(feed.batchesPerEpoch(), configuration.accumulatedBatches());
    }

    /** The learning rate that an epoch ended with. */
    double lastRate(int epoch) {
        return schedule.rate((epoch + 1) * stepsPerEpoch() - 1);
    }

    /**
     * Trains through an epoch.
     *
     * @return the mean loss
     */
    double run(int epoch) throws InterruptedException {
        graph.train(
                configuration
                        .fineTuning()
                        .learns(
                                epoch,
                                graph.parameters().keySet(),
                                graph.normalisationParameters()));
        feed.begin(epoch);
        int batches = feed.batchesPerEpoch();
        int step = epoch * stepsPerEpoch();
        double sum = 0;
        for (int index = 0; index < batches; index++) {
            int within = index % configuration.accumulatedBatches();
            int gathered = Math.min(configuration.accumulatedBatches(), batches - index + within);
            Batch batch = feed.next();
            double loss = backward(batch, gathered);
            if (!Double.isFinite(loss)) {
                throw new IllegalStateException(
                        "the loss is %s in epoch %d, batch %d: lower the learning rate"
                                .formatted(loss, epoch + 1, index + 1));
            }
            sum += loss;
            if (within == gathered - 1) {
                optimizer.step(schedule.rate(step), schedule.momentum(step));
                average.update();
                step++;
            }
            recent.add(batch.features());
            if (recent.size() > MEASURED_BATCHES) {
                recent.remove();
            }
        }
        return sum / batches;
    }

    /** Adds a batch's gradients, divided by the number of batches that are gathered. */
    private double backward(Batch batch, int gathered) {
        try (PointerScope _ = new PointerScope()) {
            Tensor features =
                    TensorData.of(
                            batch.features(),
                            batch.examples(),
                            configuration.features().rows(),
                            configuration.features().windowFrames());
            Tensor targets = TensorData.of(batch.targets(), batch.examples(), labels);
            Tensor logits = graph.forward(Mode.TRAINING, features);
            Tensor value =
                    new Loss(configuration.labelSmoothing())
                            .of(logits, targets.to(logits.device(), ScalarType.Float));
            (gathered == 1 ? value : value.div(new Scalar((float) gathered))).backward();
            return value.item_float();
        }
    }

    /**
     * The model with the averaged weights and the batch statistics that belong to them; frozen ones
     * stay as they are.
     */
    ModelProto averaged() {
        if (!configuration.fineTuning().normalisations()) {
            return graph.withWeights(average.averages());
        }
        return BatchStatistics.measured(
                graph.withWeights(average.averages()),
                recent,
                configuration.features().rows(),
                configuration.features().windowFrames());
    }

    /**
     * Writes down where the run stands.
     *
     * @param epochs epochs that are finished
     * @param bestFigure best validation figure so far
     */
    void write(Path file, int epochs, double bestFigure) throws IOException {
        try (PointerScope _ = new PointerScope()) {
            Map<String, Tensor> tensors = tensors();
            int index = 0;
            for (float[] batch : recent) {
                tensors.put("recent/" + index++, TensorData.of(batch, batch.length));
            }
            ObjectNode progress =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("epochs", epochs)
                            .put("best_figure", bestFigure)
                            .put("average_updates", average.updates())
                            .put("recent_batches", recent.size())
                            .put("batch_values", recent.isEmpty() ? 0 : recent.peek().length);
            TrainingState.write(file, tensors, progress);
        }
    }

    /**
     * Takes a run up where it stood.
     *
     * @return its progress: {@code epochs} and {@code best_figure}
     * @throws CheckpointException when the file belongs to a run of another model
     */
    JsonNode resume(Path file) throws IOException, CheckpointException {
        JsonNode progress = TrainingState.progress(file);
        try (PointerScope _ = new PointerScope()) {
            Map<String, Tensor> tensors = tensors();
            Map<String, Tensor> batches = new LinkedHashMap<>();
            for (int index = 0; index < progress.path("recent_batches").asInt(); index++) {
                batches.put("recent/" + index, torch.zeros(progress.path("batch_values").asLong()));
            }
            tensors.putAll(batches);
            TrainingState.read(file, tensors);
            NativeRuntime.resumeRandomness(tensors.get("random"));
            average.resumeAfter(progress.path("average_updates").asLong());
            recent.clear();
            batches.values().forEach(batch -> recent.add(TensorData.floats(batch)));
        }
        return progress;
    }

    private Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        graph.tensors().forEach((name, tensor) -> tensors.put("model/" + name, tensor));
        average.averages().forEach((name, tensor) -> tensors.put("average/" + name, tensor));
        optimizer.state().forEach((name, tensor) -> tensors.put("optimizer/" + name, tensor));
        tensors.put("random", NativeRuntime.randomState());
        return tensors;
    }

    @Override
    public void close() {
        optimizer.close();
        average.close();
        graph.close();
    }
}
