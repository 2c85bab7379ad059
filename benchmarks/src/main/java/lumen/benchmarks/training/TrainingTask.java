package lumen.benchmarks.training;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.DeepHead;
import lumen.model.architecture.Preprocessing;
import lumen.training.engine.BatchStatistics;
import lumen.training.engine.Execution;
import lumen.training.engine.Mode;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import lumen.training.optimization.Loss;
import lumen.training.optimization.WeightOptimizer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** MobileNetV3-Large with one batch of random features, trained by lumen. */
final class TrainingTask implements AutoCloseable {
    static final int BANDS = 128;
    static final int FRAMES = 76;
    static final int LABELS = 11;
    static final double MEAN = -20;
    static final double DEVIATION = 15;

    private static final double WEIGHT_DECAY = 0.02;
    private static final double CLIPPING = 2;
    private static final double LEARNING_RATE = 1e-4;
    private static final double MOMENTUM = 0.9;

    private final int examples;
    private final float[] features;
    private final float[] targets;
    private final TrainableGraph graph;
    private final WeightOptimizer optimizer;
    private final OperatingSystemMXBean process =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /**
     * The outcome of a backward pass.
     *
     * @param loss the loss
     * @param values gradients of all weights, zeros for running statistics
     */
    record Gradients(double loss, float[] values) {}

    /** Builds the network with fresh weights of a fixed seed, without dropout. */
    TrainingTask(int examples) {
        this.examples = examples;
        Random random = new Random(1);
        features = new float[examples * BANDS * FRAMES];
        for (int index = 0; index < features.length; index++) {
            features[index] = (float) (MEAN + DEVIATION * random.nextGaussian());
        }
        targets = new float[examples * LABELS];
        for (int index = 0; index < targets.length; index++) {
            targets[index] = random.nextInt(4) == 0 ? 1 : 0;
        }
        ModelProto model =
                Architectures.named("mobilenet_v3_large")
                        .build(
                                new Blueprint(
                                        new Preprocessing(
                                                BANDS, MEAN, DEVIATION, OptionalInt.empty()),
                                        DeepHead.singleLayer(),
                                        LABELS,
                                        1));
        // Fresh running statistics would make every logit the bias, and nothing would be compared.
        ModelProto measured =
                BatchStatistics.measured(withoutDropout(model), List.of(features), BANDS, FRAMES);
        graph = new TrainableGraph(measured, Execution.CHANNELS_LAST);
        optimizer = new WeightOptimizer(graph.parameters(), WEIGHT_DECAY, CLIPPING);
    }

    /** Both sides draw from generators of their own, so nothing may be drawn. */
    private static ModelProto withoutDropout(ModelProto model) {
        ModelProto.Builder result = model.toBuilder();
        GraphProto.Builder changed = result.getGraphBuilder();
        for (int index = 0; index < changed.getNodeCount(); index++) {
            NodeProto node = changed.getNode(index);
            if (node.getOpType().equals("Dropout")) {
                changed.setNode(
                        index,
                        NodeProto.newBuilder()
                                .setOpType("Identity")
                                .setName(node.getName())
                                .addInput(node.getInput(0))
                                .addOutput(node.getOutput(0)));
            }
        }
        return result.build();
    }

    int examples() {
        return examples;
    }

    float[] features() {
        return features;
    }

    float[] targets() {
        return targets;
    }

    /** Parameters and running statistics by name. */
    Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        graph.tensors().forEach((name, tensor) -> weights.put(name, TensorData.floats(tensor)));
        return weights;
    }

    float[] evaluate() {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            return TensorData.floats(graph.forward(Mode.EVALUATION, input()));
        }
    }

    Gradients gradients() {
        try (PointerScope _ = new PointerScope()) {
            Tensor loss = loss();
            loss.backward();
            int count = weights().values().stream().mapToInt(values -> values.length).sum();
            float[] all = new float[count];
            int place = 0;
            for (Map.Entry<String, float[]> weight : weights().entrySet()) {
                Tensor parameter = graph.parameters().get(weight.getKey());
                if (parameter != null) {
                    float[] values = TensorData.floats(parameter.grad());
                    System.arraycopy(values, 0, all, place, values.length);
                }
                place += weight.getValue().length;
            }
            return new Gradients(loss.item_float(), all);
        }
    }

    /** One training step, as a training run takes it. */
    StepTime step() {
        long processor = process.getProcessCpuTime();
        long wall = System.nanoTime();
        try (PointerScope _ = new PointerScope()) {
            Tensor loss = loss();
            loss.backward();
            optimizer.step(LEARNING_RATE, MOMENTUM);
            loss.item_float();
        }
        return new StepTime(process.getProcessCpuTime() - processor, System.nanoTime() - wall);
    }

    private Tensor loss() {
        return new Loss(0)
                .of(
                        graph.forward(Mode.TRAINING, input()),
                        TensorData.of(targets, examples, LABELS));
    }

    private Tensor input() {
        return TensorData.of(features, examples, BANDS, FRAMES);
    }

    @Override
    public void close() {
        optimizer.close();
        graph.close();
    }
}
