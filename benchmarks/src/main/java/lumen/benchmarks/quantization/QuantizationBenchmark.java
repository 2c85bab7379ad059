package lumen.benchmarks.quantization;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import lumen.model.architecture.Architecture;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.Preprocessing;
import lumen.model.graph.Tensors;
import lumen.model.quantization.Quantization;
import lumen.model.quantization.ValueRange;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times one window in float32 and in int8, in turn, in ONNX Runtime with one thread.
 *
 * <p>The network has random weights: how long it takes does not depend on them. The time is the
 * thread's own, which other programs do not disturb much.
 */
@Command(name = "quantization", mixinStandardHelpOptions = true)
public final class QuantizationBenchmark implements Callable<Integer> {
    private static final int LABELS = 11;
    private static final int CALIBRATION_RUNS = 4;
    private static final int WARM_UP = 3;

    @Option(names = "--architecture", defaultValue = "convnext_tiny")
    private String architecture;

    @Option(names = "--size", defaultValue = "224", description = "Bands and frames of a window.")
    private int size;

    @Option(names = "--batch", defaultValue = "1", description = "Windows at once.")
    private int batch;

    @Option(names = "--rounds", defaultValue = "12")
    private int rounds;

    @Option(names = "--wanted", defaultValue = "0.55", description = "The greatest ratio.")
    private double wanted;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private QuantizationBenchmark() {}

    /** Runs the benchmark; the exit code tells whether the ratio was reached. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new QuantizationBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws OrtException {
        ModelProto exact = network();
        Quantization quantization = Quantization.of(exact);
        ModelProto integers = quantization.apply(observe(quantization));
        double[] exactTimes = new double[rounds];
        double[] integerTimes = new double[rounds];
        try (OrtSession first = open(exact);
                OrtSession second = open(integers)) {
            float[] logits = logits(first);
            float[] rounded = logits(second);
            for (int i = 0; i < WARM_UP; i++) {
                milliseconds(first);
                milliseconds(second);
            }
            for (int i = 0; i < rounds; i++) {
                exactTimes[i] = milliseconds(first);
                integerTimes[i] = milliseconds(second);
            }
            print(
                    "%s, %d windows of %d × %d, one thread, %d layers in integers",
                    architecture, batch, size, size, quantization.layers());
            print(
                    "logits differ by %.3g at most; the greatest is %.3g",
                    difference(logits, rounded), difference(logits, new float[logits.length]));
        }
        print(
                "size         float32 %8.1f MB   int8 %8.1f MB",
                exact.getSerializedSize() / 1e6, integers.getSerializedSize() / 1e6);
        Arrays.sort(exactTimes);
        Arrays.sort(integerTimes);
        double least = integerTimes[0] / exactTimes[0];
        print("least time   float32 %8.1f ms   int8 %8.1f ms", exactTimes[0], integerTimes[0]);
        print(
                "median       float32 %8.1f ms   int8 %8.1f ms",
                exactTimes[rounds / 2], integerTimes[rounds / 2]);
        print("ratio        %.3f, wanted at most %.2f", least, wanted);
        return least <= wanted ? 0 : 1;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    private ModelProto network() {
        Architecture network = Architectures.named(architecture);
        ModelProto model =
                network.build(
                        new Blueprint(
                                new Preprocessing(size, 0, 1, OptionalInt.empty()),
                                network.defaultHead(),
                                LABELS,
                                1));
        ModelProto.Builder scaled = model.toBuilder();
        // A fresh ConvNeXt scales its blocks by a millionth, which would hide every rounding.
        for (int i = 0; i < model.getGraph().getInitializerCount(); i++) {
            TensorProto tensor = model.getGraph().getInitializer(i);
            if (tensor.getName().endsWith("layer_scale")) {
                float[] values = new float[Math.toIntExact(tensor.getDims(0))];
                Arrays.fill(values, 0.3f);
                scaled.getGraphBuilder()
                        .setInitializer(
                                i,
                                Tensors.of(
                                        tensor.getName(),
                                        tensor.getDimsList().stream()
                                                .mapToLong(Long::longValue)
                                                .toArray(),
                                        values));
            }
        }
        return scaled.build();
    }

    private Map<String, ValueRange> observe(Quantization quantization) throws OrtException {
        Map<String, ValueRange> ranges = new HashMap<>();
        List<String> names = quantization.observations();
        try (OrtSession session = open(quantization.observing())) {
            for (int run = 0; run < CALIBRATION_RUNS; run++) {
                try (OnnxTensor tensor = noise(run);
                        OrtSession.Result result =
                                session.run(Map.of("features", tensor), Set.copyOf(names))) {
                    Map<String, Float> outputs = new HashMap<>();
                    for (String name : names) {
                        outputs.put(name, (Float) result.get(name).orElseThrow().getValue());
                    }
                    quantization
                            .ranges(outputs)
                            .forEach((name, range) -> ranges.merge(name, range, ValueRange::and));
                }
            }
        }
        return ranges;
    }

    private OrtSession open(ModelProto model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return environment.createSession(model.toByteArray(), options);
        }
    }

    private OnnxTensor noise(long seed) throws OrtException {
        Random random = new Random(seed);
        FloatBuffer values =
                ByteBuffer.allocateDirect(batch * size * size * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        while (values.hasRemaining()) {
            values.put((float) random.nextGaussian());
        }
        return OnnxTensor.createTensor(environment, values.flip(), new long[] {batch, size, size});
    }

    private float[] logits(OrtSession session) throws OrtException {
        try (OnnxTensor tensor = noise(0);
                OrtSession.Result result = session.run(Map.of("features", tensor))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }

    private double milliseconds(OrtSession session) throws OrtException {
        try (OnnxTensor tensor = noise(0)) {
            long start = threads.getCurrentThreadCpuTime();
            try (OrtSession.Result _ = session.run(Map.of("features", tensor))) {
                return (threads.getCurrentThreadCpuTime() - start) / 1e6;
            }
        }
    }

    private static double difference(float[] expected, float[] actual) {
        double greatest = 0;
        for (int i = 0; i < expected.length; i++) {
            greatest = Math.max(greatest, Math.abs(expected[i] - actual[i]));
        }
        return greatest;
    }
}
