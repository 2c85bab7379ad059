package lumen.benchmarks.training;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.DeepHead;
import lumen.model.architecture.Preprocessing;
import lumen.training.engine.Execution;
import lumen.training.engine.Mode;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import lumen.training.optimization.CrossEntropy;
import lumen.training.optimization.Loss;
import lumen.training.optimization.WeightAverage;
import lumen.training.optimization.WeightOptimizer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains a small network for many steps and watches the process: native handles and memory must
 * stay where they are after the first thousand.
 */
@Command(name = "memory", mixinStandardHelpOptions = true)
public final class MemoryBenchmark implements Callable<Integer> {
    private static final int LABELS = 11;
    private static final int BANDS = 32;
    private static final int FRAMES = 32;
    private static final int EXAMPLES = 2;
    private static final long MOST_GROWTH = 64L << 20;

    @Option(
            names = "--steps",
            defaultValue = "10000",
            description = "Training steps; default: ${DEFAULT-VALUE}.")
    private int steps;

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MemoryBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() {
        NativeRuntime.prepare(1, 1);
        ModelProto model =
                Architectures.named("mn04")
                        .build(
                                new Blueprint(
                                        new Preprocessing(BANDS, 0, 1, OptionalInt.empty()),
                                        DeepHead.singleLayer(),
                                        LABELS,
                                        1));
        System.out.println("| step | native handles | process, MB |");
        System.out.println("|---|---|---|");
        long handles = 0;
        long memory = 0;
        long grownHandles;
        long grownMemory;
        int watched = Math.max(1, steps / 10);
        try (TrainableGraph graph = new TrainableGraph(model, Execution.CHANNELS_LAST);
                WeightOptimizer optimizer = new WeightOptimizer(graph.parameters(), 0.01, 1);
                WeightAverage average = new WeightAverage(0.99, graph.parameters())) {
            for (int step = 1; step <= steps; step++) {
                step(graph, optimizer);
                average.update();
                if (step % watched == 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "| %,d | %,d | %,d |%n",
                            step,
                            Pointer.totalCount(),
                            Pointer.physicalBytes() >> 20);
                    if (step == watched) {
                        handles = Pointer.totalCount();
                        memory = Pointer.physicalBytes();
                    }
                }
            }
            grownHandles = Pointer.totalCount() - handles;
            grownMemory = Pointer.physicalBytes() - memory;
        }
        System.out.printf(
                Locale.ROOT,
                "%nafter step %,d: %+d handles, %+d MB; wanted: no handle more, at most %d MB%n",
                watched,
                grownHandles,
                grownMemory >> 20,
                MOST_GROWTH >> 20);
        return grownHandles <= 0 && grownMemory <= MOST_GROWTH ? 0 : 1;
    }

    private static void step(TrainableGraph graph, WeightOptimizer optimizer) {
        try (PointerScope _ = new PointerScope()) {
            float[] features = new float[EXAMPLES * BANDS * FRAMES];
            for (int index = 0; index < features.length; index++) {
                features[index] = (index * 31 % 97) / 97f;
            }
            new Loss(new CrossEntropy())
                    .ofBatch(
                            graph.forward(
                                    Mode.TRAINING,
                                    TensorData.of(features, EXAMPLES, BANDS, FRAMES)),
                            TensorData.of(new float[EXAMPLES * LABELS], EXAMPLES, LABELS))
                    .backward();
            optimizer.step(1e-4, 0.9);
        }
    }
}
