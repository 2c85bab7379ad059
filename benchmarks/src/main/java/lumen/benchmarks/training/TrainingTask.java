package lumen.benchmarks.training;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import lumen.model.architecture.Architecture;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.Preprocessing;
import lumen.training.engine.BatchStatistics;
import lumen.training.engine.Execution;
import lumen.training.engine.Mode;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import lumen.training.optimization.CrossEntropy;
import lumen.training.optimization.Loss;
import lumen.training.optimization.WeightOptimizer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** A network with one batch of random features, trained by lumen. */
final class TrainingTask implements AutoCloseable {
    static final int LABELS = 11;
    static final double MEAN = -20;
    static final double DEVIATION = 15;

    private static final double WEIGHT_DECAY = 0.02;
    private static final double CLIPPING = 2;
    private static final double LEARNING_RATE = 1e-4;
    private static final double MOMENTUM = 0.9;
    private static final Set<String> RANDOM_NODES = Set.of("Dropout", "StochasticDepth");

    private final Network network;
    private final Network.Sizes sizes;
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

    /** Builds the network with fresh weights of a fixed seed, without anything random. */
    TrainingTask(Network network, Network.Sizes sizes, Execution execution) {
        this.network = network;
        this.sizes = sizes;
        Random random = new Random(1);
        features = new float[sizes.values()];
        for (int index = 0; index < features.length; index++) {
            features[index] = (float) (MEAN + DEVIATION * random.nextGaussian());
        }
        targets = new float[sizes.examples() * LABELS];
        for (int index = 0; index < targets.length; index++) {
            targets[index] = random.nextInt(4) == 0 ? 1 : 0;
        }
        Architecture architecture = Architectures.named(network.architecture());
        ModelProto model =
                architecture.build(
                        new Blueprint(
                                new Preprocessing(
                                        sizes.bands(), MEAN, DEVIATION, OptionalInt.empty()),
                                architecture.defaultHead(),
                                LABELS,
                                1));
        // Fresh running statistics would make every logit the bias, and nothing would be compared.
        ModelProto measured =
                BatchStatistics.measured(
                        varied(withoutChance(model)),
                        List.of(features),
                        sizes.bands(),
                        sizes.frames());
        graph = new TrainableGraph(measured, execution);
        optimizer = new WeightOptimizer(graph.parameters(), WEIGHT_DECAY, CLIPPING);
    }

    /** Both sides draw from generators of their own, so nothing may be drawn. */
    private static ModelProto withoutChance(ModelProto model) {
        ModelProto.Builder result = model.toBuilder();
        GraphProto.Builder changed = result.getGraphBuilder();
        for (int index = 0; index < changed.getNodeCount(); index++) {
            NodeProto node = changed.getNode(index);
            if (RANDOM_NODES.contains(node.getOpType())) {
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

    /**
     * Parameters that begin all alike get values of their own: scales that begin near zero would
     * hide whole branches from the comparison.
     */
    private static ModelProto varied(ModelProto model) {
        Random random = new Random(2);
        ModelProto.Builder result = model.toBuilder();
        GraphProto.Builder changed = result.getGraphBuilder();
        for (int index = 0; index < changed.getInitializerCount(); index++) {
            TensorProto tensor = changed.getInitializer(index);
            ByteBuffer values =
                    ByteBuffer.wrap(tensor.getRawData().toByteArray())
                            .order(ByteOrder.LITTLE_ENDIAN);
            float first = values.getFloat(0);
            boolean isScale = tensor.getName().endsWith("weight");
            boolean isLayerScale = tensor.getName().endsWith("layer_scale");
            if (isStatistic(tensor.getName()) || !isConstant(values)) {
                continue;
            }
            float middle = isLayerScale || (isScale && first == 0) ? 0.5f : first;
            for (int place = 0; place < values.capacity(); place += Float.BYTES) {
                values.putFloat(place, middle + 0.05f * (float) random.nextGaussian());
            }
            changed.setInitializer(
                    index, tensor.toBuilder().setRawData(ByteString.copyFrom(values.rewind())));
        }
        return result.build();
    }

    private static boolean isStatistic(String name) {
        return name.endsWith("running_mean") || name.endsWith("running_var");
    }

    private static boolean isConstant(ByteBuffer values) {
        for (int place = 0; place < values.capacity(); place += Float.BYTES) {
            if (values.getFloat(place) != values.getFloat(0)) {
                return false;
            }
        }
        return true;
    }

    Network network() {
        return network;
    }

    Network.Sizes sizes() {
        return sizes;
    }

    float[] features() {
        return features;
    }

    float[] targets() {
        return targets;
    }

    /** The model with its present weights. */
    ModelProto model() {
        return graph.withWeights();
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

    /** Gradients of the first step; statistics and weights are left as they were. */
    Gradients gradients() {
        Map<String, float[]> before = weights();
        try (PointerScope _ = new PointerScope()) {
            Tensor loss = loss();
            loss.backward();
            int count = before.values().stream().mapToInt(values -> values.length).sum();
            float[] all = new float[count];
            int place = 0;
            for (Map.Entry<String, float[]> weight : before.entrySet()) {
                Tensor parameter = graph.parameters().get(weight.getKey());
                if (parameter != null && parameter.grad().defined()) {
                    float[] values = TensorData.floats(parameter.grad());
                    System.arraycopy(values, 0, all, place, values.length);
                }
                place += weight.getValue().length;
            }
            graph.parameters().values().forEach(parameter -> parameter.mutable_grad().reset());
            graph.statistics()
                    .forEach(
                            (name, tensor) ->
                                    tensor.copy_(TensorData.of(before.get(name), tensor.shape())));
            return new Gradients(loss.item_float(), all);
        }
    }

    /** One training step, as a training run takes it. */
    StepTime step() {
        long processor = process.getProcessCpuTime();
        long wall = System.nanoTime();
        double value;
        try (PointerScope _ = new PointerScope()) {
            Tensor loss = loss();
            loss.backward();
            optimizer.step(LEARNING_RATE, MOMENTUM);
            value = loss.item_float();
        }
        return new StepTime(
                process.getProcessCpuTime() - processor, System.nanoTime() - wall, value);
    }

    private Tensor loss() {
        return new Loss(new CrossEntropy())
                .ofBatch(
                        graph.forward(Mode.TRAINING, input()),
                        TensorData.of(targets, sizes.examples(), LABELS));
    }

    private Tensor input() {
        return TensorData.of(features, sizes.examples(), sizes.bands(), sizes.frames());
    }

    @Override
    public void close() {
        optimizer.close();
        graph.close();
    }
}
