package lumen.training.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lumen.recipe.OptimizerKind;
import lumen.recipe.Recipe;
import lumen.training.checkpoint.ServedModel;
import lumen.training.data.Batch;
import lumen.training.engine.BatchStatistics;
import lumen.training.engine.Execution;
import lumen.training.engine.Mode;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import lumen.training.optimization.FineTuning;
import lumen.training.optimization.Loss;
import lumen.training.optimization.ParameterGroup;
import lumen.training.optimization.WeightAverage;
import lumen.training.optimization.WeightOptimizer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The model of a run, and what changes it: batches through the graph, weights along the gradients,
 * averages behind them. Its state between two steps of the optimizer can be written down and taken
 * up again, bit for bit.
 */
final class Learner implements AutoCloseable {
    private static final int MEASURED_SLICES = 40;
    private static final long MEASURED_VALUES = 16 << 20;

    private final Settings settings;
    private final Loss loss;
    private final Optional<ServedModel> teacher;
    private final TrainableGraph graph;
    private final Optional<WeightAverage> average;
    private final WeightOptimizer optimizer;
    private final Deque<float[]> recent = new ArrayDeque<>();

    /**
     * What decides how a model learns.
     *
     * @param rows rows of a window
     * @param frames columns of a window
     * @param labels number of labels
     * @param sliceWindows greatest number of windows that go through the graph at once
     */
    record Settings(
            Recipe.Optimisation optimisation,
            FineTuning fineTuning,
            double backboneRateFactor,
            Execution execution,
            int rows,
            int frames,
            int labels,
            int sliceWindows) {}

    /**
     * What a batch showed before it was learnt.
     *
     * @param loss mean loss of its windows
     * @param logits {@code [windows, labels]}
     */
    record Learned(double loss, float[] logits) {}

    /**
     * What is remembered apart from tensors.
     *
     * @param averageUpdates how often the average was moved
     * @param recentLengths number of values of each slice that is kept to measure statistics
     */
    record Memory(long averageUpdates, List<Integer> recentLengths) {
        Memory {
            recentLengths = List.copyOf(recentLengths);
        }
    }

    /**
     * @param initial the model before the first step
     * @param teacher present exactly when the loss wants one; the caller closes it
     */
    Learner(Settings settings, ModelProto initial, Loss loss, Optional<ServedModel> teacher) {
        this.settings = settings;
        this.loss = loss;
        this.teacher = teacher;
        graph = new TrainableGraph(initial, settings.execution());
        double decay = settings.optimisation().averageDecay();
        average =
                decay > 0
                        ? Optional.of(new WeightAverage(decay, graph.parameters()))
                        : Optional.empty();
        optimizer =
                new WeightOptimizer(
                        ParameterGroup.usual(
                                graph.parameters(),
                                settings.optimisation().weightDecay(),
                                settings.fineTuning().isHead(graph.parameters().keySet()),
                                settings.backboneRateFactor()),
                        settings.optimisation().kind() == OptimizerKind.ADAMW,
                        settings.optimisation().gradientClipping());
    }

    /** How many numbers are learnt in all. */
    long parameterCount() {
        return graph.parameterCount();
    }

    /** How many numbers learn at present. */
    long learningCount() {
        return graph.parameters().values().stream()
                .filter(Tensor::requires_grad)
                .mapToLong(Tensor::numel)
                .sum();
    }

    /** The parameters' names, in the model's order. */
    List<String> parameterNames() {
        return List.copyOf(graph.parameters().keySet());
    }

    /** The values of a parameter. */
    float[] parameter(String name) {
        return TensorData.floats(graph.parameters().get(name));
    }

    /**
     * Decides which parameters learn in an epoch.
     *
     * @param epoch counted from 0
     */
    void beginEpoch(int epoch) {
        graph.train(
                settings.fineTuning()
                        .learns(
                                epoch,
                                graph.parameters().keySet(),
                                graph.normalisationParameters()));
    }

    /**
     * Adds the gradients of a batch. Its windows go through the graph in slices of about equal
     * size; the gradients are those of the whole batch, but batch normalisations see slices.
     *
     * @param gathered number of batches whose gradients make one step
     */
    Learned learn(Batch batch, int gathered) throws OrtException {
        int windows = batch.windows();
        int slices = Math.ceilDiv(windows, settings.sliceWindows());
        int size = settings.rows() * settings.frames();
        int labels = settings.labels();
        float[] logits = new float[windows * labels];
        double sum = 0;
        for (int slice = 0; slice < slices; slice++) {
            int first = (int) ((long) windows * slice / slices);
            int end = (int) ((long) windows * (slice + 1) / slices);
            float[] features = part(batch.features(), first, end, size);
            float[] targets = part(batch.targets(), first, end, labels);
            float[] told = new float[targets.length];
            sum += learn(features, targets, end - first, (double) windows * gathered, told);
            System.arraycopy(told, 0, logits, first * labels, told.length);
            remember(features);
        }
        return new Learned(sum / windows, logits);
    }

    private static float[] part(float[] values, int first, int end, int size) {
        return first == 0 && end * size == values.length
                ? values
                : Arrays.copyOfRange(values, first * size, end * size);
    }

    /** Adds the gradients of a slice and gives the sum of its windows' losses. */
    private double learn(
            float[] features, float[] targets, int windows, double share, float[] logits)
            throws OrtException {
        try (PointerScope _ = new PointerScope()) {
            Tensor told =
                    graph.forward(
                            Mode.TRAINING,
                            TensorData.of(features, windows, settings.rows(), settings.frames()));
            Tensor sum =
                    loss.ofWindows(told, placed(targets, windows, told), teacher(features, told))
                            .sum();
            sum.div(new Scalar(share)).backward();
            System.arraycopy(TensorData.floats(told), 0, logits, 0, logits.length);
            return sum.item_double();
        }
    }

    private Tensor placed(float[] values, int windows, Tensor where) {
        return TensorData.of(values, windows, settings.labels())
                .to(where.device(), ScalarType.Float);
    }

    private Optional<Tensor> teacher(float[] features, Tensor where) throws OrtException {
        if (teacher.isEmpty()) {
            return Optional.empty();
        }
        int windows = features.length / (settings.rows() * settings.frames());
        float[][] told =
                teacher.get().logits(features, windows, settings.rows(), settings.frames());
        float[] joined = new float[windows * settings.labels()];
        for (int window = 0; window < windows; window++) {
            System.arraycopy(
                    told[window], 0, joined, window * settings.labels(), settings.labels());
        }
        return Optional.of(placed(joined, windows, where));
    }

    private boolean measuresStatistics() {
        return average.isPresent()
                && settings.fineTuning().normalisations()
                && !graph.statistics().isEmpty();
    }

    private void remember(float[] features) {
        if (!measuresStatistics()) {
            return;
        }
        recent.add(features);
        long values = recent.stream().mapToLong(slice -> slice.length).sum();
        while (recent.size() > MEASURED_SLICES || (values > MEASURED_VALUES && recent.size() > 1)) {
            values -= recent.remove().length;
        }
    }

    /** Changes the weights along the gradients and moves the average. */
    void step(double rate, double momentum) {
        optimizer.step(rate, momentum);
        average.ifPresent(WeightAverage::update);
    }

    /**
     * The model as it is to be served: with the averaged weights, if there are any, and the batch
     * statistics that belong to them; frozen statistics stay as they are.
     */
    ModelProto model() {
        if (average.isEmpty()) {
            return graph.withWeights();
        }
        ModelProto averaged = graph.withWeights(average.get().averages());
        if (recent.isEmpty()) {
            return averaged;
        }
        try (PointerScope _ = new PointerScope()) {
            // Measuring draws for dropout, which training must not notice.
            Tensor random = NativeRuntime.randomState();
            ModelProto measured =
                    BatchStatistics.measured(averaged, recent, settings.rows(), settings.frames());
            NativeRuntime.resumeRandomness(random);
            return measured;
        }
    }

    /** Everything that is remembered as tensors, by name; belongs to the scope around the call. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = stateTensors();
        int index = 0;
        for (float[] slice : recent) {
            tensors.put("recent/" + index++, TensorData.of(slice, slice.length));
        }
        return tensors;
    }

    /** What is remembered apart from tensors. */
    Memory memory() {
        List<Integer> lengths = new ArrayList<>();
        recent.forEach(slice -> lengths.add(slice.length));
        return new Memory(average.map(WeightAverage::updates).orElse(0L), lengths);
    }

    /** Reads tensors by name into those that are given. */
    @FunctionalInterface
    interface TensorReader<E extends Exception> {
        void read(Map<String, Tensor> tensors) throws E, IOException;
    }

    /** Goes on where another learner of the same model was. */
    <E extends Exception> void resume(Memory memory, TensorReader<E> reader) throws E, IOException {
        try (PointerScope _ = new PointerScope()) {
            Map<String, Tensor> tensors = stateTensors();
            List<Tensor> slices = new ArrayList<>();
            for (int length : memory.recentLengths()) {
                Tensor slice = torch.zeros(length);
                tensors.put("recent/" + slices.size(), slice);
                slices.add(slice);
            }
            reader.read(tensors);
            NativeRuntime.resumeRandomness(tensors.get("random"));
            recent.clear();
            slices.forEach(slice -> recent.add(TensorData.floats(slice)));
        }
        average.ifPresent(own -> own.resumeAfter(memory.averageUpdates()));
    }

    private Map<String, Tensor> stateTensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        graph.tensors().forEach((name, tensor) -> tensors.put("model/" + name, tensor));
        average.ifPresent(
                own ->
                        own.averages()
                                .forEach((name, tensor) -> tensors.put("average/" + name, tensor)));
        optimizer.state().forEach((name, tensor) -> tensors.put("optimizer/" + name, tensor));
        tensors.put("random", NativeRuntime.randomState());
        return tensors;
    }

    @Override
    public void close() {
        optimizer.close();
        average.ifPresent(WeightAverage::close);
        graph.close();
    }
}
