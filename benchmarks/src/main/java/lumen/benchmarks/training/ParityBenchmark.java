package lumen.benchmarks.training;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import lumen.training.engine.Execution;
import lumen.training.engine.Mode;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.Precision;
import lumen.training.engine.TensorData;
import lumen.training.engine.TrainableGraph;
import lumen.training.optimization.CrossEntropy;
import lumen.training.optimization.Loss;
import lumen.training.optimization.WeightOptimizer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares lumen's networks with PyTorch's under the same weights: logits as served, gradients of
 * the first step, the losses of ten steps. Where the two differ by more than is wanted, PyTorch in
 * double precision decides: in some networks float32's rounding alone, grown by batch statistics of
 * few values, moves gradients by more, in PyTorch as in lumen. Then trains graphs that
 * torch.onnx.export wrote, and compares what ONNX Runtime makes of the result.
 */
@Command(name = "parity", mixinStandardHelpOptions = true)
public final class ParityBenchmark implements Callable<Integer> {
    private static final double MOST_LOGIT_DIFFERENCE = 1e-4;
    private static final double MOST_GRADIENT_DIFFERENCE = 1e-4;
    private static final double MOST_LOSS_DIFFERENCE = 0.01;

    /** Two float32 computations of equal merit are never equally far from the exact one. */
    private static final double AS_NEAR = 2;

    private static final int COMPARED_STEPS = 10;
    private static final int TUNED_STEPS = 20;

    @Option(names = "--worker", required = true, description = "The PyTorch worker's program.")
    private Path worker;

    @Option(
            names = "--network",
            arity = "1..*",
            description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Network[] networks = Network.values();

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Threads of each; default: ${DEFAULT-VALUE}.")
    private int threads;

    private boolean reached = true;

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new ParityBenchmark())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, OrtException {
        NativeRuntime.prepare(threads, 1);
        try (BenchmarkFolder folder = BenchmarkFolder.create();
                PytorchWorker pytorch = new PytorchWorker(worker, folder.path());
                PytorchWorker exact = new PytorchWorker(worker, folder.path())) {
            System.out.printf("peer: %s%n%n", pytorch.versions());
            System.out.println(
                    "| network | logits, largest difference | gradients, relative norm | (lumen,"
                            + " PyTorch to double) | losses of 10 steps, largest relative | (lumen,"
                            + " PyTorch to double) | exported, 20 steps: ONNX Runtime and engine |"
                            + " |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            for (Network network : networks) {
                compare(network, pytorch, exact, folder.path());
            }
            System.out.printf(
                    Locale.ROOT,
                    "| wanted | %.0e | %.0e | | %.0e | | %.0e | |%n",
                    MOST_LOGIT_DIFFERENCE,
                    MOST_GRADIENT_DIFFERENCE,
                    MOST_LOSS_DIFFERENCE,
                    MOST_LOGIT_DIFFERENCE);
            return reached ? 0 : 1;
        }
    }

    /** How far lumen, PyTorch and PyTorch in double precision are apart. */
    private record Distances(double toPytorch, double toExact, double pytorchToExact) {
        boolean within(double most) {
            return toPytorch <= most || toExact <= AS_NEAR * pytorchToExact;
        }

        String figures() {
            return String.format(
                    Locale.ROOT, "%.1e | (%.1e, %.1e)", toPytorch, toExact, pytorchToExact);
        }
    }

    private void compare(Network network, PytorchWorker pytorch, PytorchWorker exact, Path folder)
            throws IOException, OrtException {
        try (TrainingTask lumen =
                new TrainingTask(
                        network, network.forParity(), network.execution(Precision.FLOAT32))) {
            pytorch.open(lumen, threads);
            exact.open(lumen, threads);
            exact.useDoublePrecision();
            Path exported = folder.resolve("exported.onnx");
            pytorch.export(exported);
            double logits = Comparison.largest(lumen.evaluate(), pytorch.evaluate());
            Distances gradients = gradients(lumen, pytorch, exact);
            Distances losses = losses(lumen, pytorch, exact);
            double served = tuned(exported, lumen.sizes(), network == Network.AST ? 1 : 3);
            boolean good =
                    logits <= MOST_LOGIT_DIFFERENCE
                            && gradients.within(MOST_GRADIENT_DIFFERENCE)
                            && losses.within(MOST_LOSS_DIFFERENCE)
                            && served <= MOST_LOGIT_DIFFERENCE;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1e | %s | %s | %.1e | %s |%n",
                    network,
                    logits,
                    gradients.figures(),
                    losses.figures(),
                    served,
                    good ? "ok" : "**no**");
            reached &= good;
        }
    }

    private static Distances gradients(
            TrainingTask lumen, PytorchWorker pytorch, PytorchWorker exact) throws IOException {
        float[] ours = lumen.gradients().values();
        float[] theirs = pytorch.gradients().values();
        float[] right = exact.gradients().values();
        return new Distances(
                Comparison.relative(ours, theirs),
                Comparison.relative(ours, right),
                Comparison.relative(theirs, right));
    }

    private static Distances losses(TrainingTask lumen, PytorchWorker pytorch, PytorchWorker exact)
            throws IOException {
        double toPytorch = 0;
        double toExact = 0;
        double pytorchToExact = 0;
        for (int step = 0; step < COMPARED_STEPS; step++) {
            double ours = lumen.step().loss();
            double theirs = pytorch.step().loss();
            double right = exact.step().loss();
            toPytorch = Math.max(toPytorch, Math.abs(ours - theirs) / theirs);
            toExact = Math.max(toExact, Math.abs(ours - right) / right);
            pytorchToExact = Math.max(pytorchToExact, Math.abs(theirs - right) / right);
        }
        return new Distances(toPytorch, toExact, pytorchToExact);
    }

    /**
     * Trains an exported graph, writes it, and runs it in ONNX Runtime.
     *
     * @return the largest difference of a logit, relative to the largest logit where that is above
     *     1
     */
    private double tuned(Path exported, Network.Sizes sizes, int channels)
            throws IOException, OrtException {
        long[] shape = {sizes.examples(), channels, sizes.bands(), sizes.frames()};
        float[] images = new float[channels * sizes.values()];
        Random random = new Random(3);
        for (int index = 0; index < images.length; index++) {
            images[index] = (float) random.nextGaussian();
        }
        float[] trained;
        Path file = exported.resolveSibling("tuned.onnx");
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(exported));
        try (TrainableGraph graph = new TrainableGraph(model, Execution.PLAIN);
                PointerScope _ = new PointerScope()) {
            Tensor input = TensorData.of(images, shape);
            Tensor targets =
                    TensorData.of(
                            new float[sizes.examples() * TrainingTask.LABELS],
                            sizes.examples(),
                            TrainingTask.LABELS);
            try (WeightOptimizer optimizer = new WeightOptimizer(graph.parameters(), 0.01, 1)) {
                for (int step = 0; step < TUNED_STEPS; step++) {
                    try (PointerScope _ = new PointerScope()) {
                        new Loss(new CrossEntropy())
                                .ofBatch(graph.forward(Mode.TRAINING, input), targets)
                                .backward();
                        optimizer.step(1e-4, 0.9);
                    }
                }
            }
            try (NoGradGuard _ = new NoGradGuard()) {
                trained = TensorData.floats(graph.forward(Mode.EVALUATION, input));
            }
            Files.write(file, graph.withWeights().toByteArray());
        }
        float[] served = served(file, images, shape);
        double scale = 1;
        for (float logit : trained) {
            scale = Math.max(scale, Math.abs(logit));
        }
        return Comparison.largest(trained, served) / scale;
    }

    private float[] served(Path file, float[] images, long[] shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            try (OrtSession session = environment.createSession(file.toString(), options);
                    OnnxTensor input =
                            OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
                    OrtSession.Result result = session.run(Map.of("image", input))) {
                FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] values = new float[logits.remaining()];
                logits.get(values);
                return values;
            }
        }
    }
}
