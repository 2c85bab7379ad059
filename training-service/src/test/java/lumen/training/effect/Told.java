package lumen.training.effect;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelMetadata;
import lumen.training.run.CurvesReport;
import lumen.training.run.ExamplesReport;
import lumen.training.run.RunListener;
import lumen.training.run.RunResult;
import lumen.training.run.WeightsReport;

/** Remembers what a run told. */
final class Told implements RunListener {
    final Path folder;
    final List<Metrics> rows = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    final List<ExamplesReport> examples = new ArrayList<>();
    final List<CurvesReport> curves = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<Map<String, float[]>> weights = new ArrayList<>();
    Began began;
    long featureThreads;
    RunResult result;

    Told(Path folder) {
        this.folder = folder;
    }

    @Override
    public void began(Began first, long step) {
        began = first;
    }

    @Override
    public void metrics(Metrics row) {
        rows.add(row);
        events.add(row.scope().name());
    }

    @Override
    public void saving(int finishedEpochs, long step) {
        events.add("SAVED");
    }

    @Override
    public void examples(ExamplesReport report) {
        examples.add(report);
        featureThreads =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("features-"))
                        .count();
    }

    @Override
    public void curves(CurvesReport report) {
        curves.add(report);
    }

    @Override
    public void weights(WeightsReport report) {
        Map<String, float[]> values = new TreeMap<>();
        report.names().forEach(name -> values.put(name, report.values().apply(name)));
        weights.add(values);
    }

    @Override
    public void line(String text) {
        lines.add(text);
    }

    List<Metrics> rows(Scope scope) {
        return rows.stream().filter(row -> row.scope() == scope).toList();
    }

    /** A figure of every row that has it. */
    List<Double> values(String figure) {
        return rows.stream()
                .filter(row -> row.values().containsKey(figure))
                .map(row -> row.values().get(figure))
                .toList();
    }

    /** The figure of the first row that has it. */
    double first(String figure) {
        return values(figure).getFirst();
    }

    /**
     * A parameter after so many epochs.
     *
     * @param epoch 0 for the beginning
     */
    float[] weight(String parameter, int epoch) throws Exception {
        return epoch == 0
                ? stored("initial.onnx", parameter)
                : weights.get(epoch - 1).get(parameter);
    }

    /** The greatest change of a parameter in an epoch, counted from 1. */
    double change(String parameter, int epoch) throws Exception {
        float[] before = weight(parameter, epoch - 1);
        float[] after = weight(parameter, epoch);
        double change = 0;
        for (int i = 0; i < before.length; i++) {
            change = Math.max(change, Math.abs(after[i] - before[i]));
        }
        return change;
    }

    /** A parameter or a statistic as a model file of the run has it. */
    float[] stored(String file, String name) throws Exception {
        for (TensorProto tensor :
                ModelFile.read(folder.resolve(file)).getGraph().getInitializerList()) {
            if (tensor.getName().equals(name)) {
                float[] values = new float[tensor.getRawData().size() / Float.BYTES];
                tensor.getRawData()
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(values);
                return values;
            }
        }
        throw new IllegalArgumentException(file + " has no " + name);
    }

    /** Names of the tensors in a model file of the run, with their sizes. */
    Map<String, List<Long>> tensors(String file) throws Exception {
        Map<String, List<Long>> sizes = new TreeMap<>();
        ModelFile.read(folder.resolve(file))
                .getGraph()
                .getInitializerList()
                .forEach(tensor -> sizes.put(tensor.getName(), tensor.getDimsList()));
        return sizes;
    }

    /** The constants within the graph of a model file of the run. */
    List<TensorProto> constants(String file) throws Exception {
        return ModelFile.read(folder.resolve(file)).getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals("Constant"))
                .map(node -> node.getAttribute(0).getT())
                .toList();
    }

    ModelMetadata metadata(String file) throws Exception {
        return ModelFile.describe(folder.resolve(file)).metadata();
    }
}
