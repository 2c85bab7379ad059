package lumen.training.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.decoding.AudioException;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetException;
import lumen.datasets.LabelSet;
import lumen.evaluation.ConfusionCounts;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import lumen.training.checkpoint.ServedModel;
import lumen.training.examples.EvaluationSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command that tunes how a model decides, without training it: aggregation and thresholds, for
 * windows that may overlap.
 */
@Command(
        name = "lumen tune",
        mixinStandardHelpOptions = true,
        version = "lumen tune 0.1.0",
        sortOptions = false,
        showDefaultValues = true,
        description =
                "Chooses aggregation and thresholds of a model on labelled files and writes the"
                        + " model with them.")
public final class TuneCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, description = "The model file.")
    private Path model;

    @Mixin private EvaluationOptions evaluation;

    @Option(names = "--out", required = true, description = "The model file to write.")
    private Path output;

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(CommandLines.of(new TuneCommand()).execute(arguments));
    }

    @Override
    public Integer call()
            throws IOException,
                    ModelFormatException,
                    DatasetException,
                    AudioException,
                    OrtException {
        ModelProto graph = ModelFile.read(model);
        ModelMetadata metadata = ModelFile.metadata(graph);
        FeatureSpecification features =
                withHop(FeatureSpecification.fromJson(metadata.featureSpecification()));
        LabelSet labels = LabelSet.irmas();
        if (!labels.codes().equals(metadata.labels())) {
            throw new DatasetException(
                    "the model has the labels %s, the datasets %s"
                            .formatted(metadata.labels(), labels.codes()));
        }
        EvaluationSet files =
                new EvaluationSet(
                        Dataset.read(DatasetPaths.parse(evaluation.validationPaths), labels),
                        FeatureExtractor.of(features));
        Evaluation tuned;
        try (ServedModel served = new ServedModel(model, evaluation.threads)) {
            tuned =
                    Evaluation.tuned(
                            labels.codes(),
                            files.scores(served),
                            files.truth(),
                            evaluation.thresholdShrinkage);
        }
        print(tuned);
        ObjectNode provenance = metadata.provenance().deepCopy();
        int epoch = provenance.path("validation").path("epoch").asInt();
        Provenance.writeFigures(provenance, epoch, tuned);
        ModelFile.write(
                output,
                graph,
                new ModelMetadata(
                        metadata.labels(),
                        metadata.labelNames(),
                        features.toJson(),
                        tuned.thresholdsByLabel(),
                        tuned.aggregation(),
                        metadata.architecture(),
                        provenance,
                        metadata.featureElementType()));
        return CommandLine.ExitCode.OK;
    }

    private FeatureSpecification withHop(FeatureSpecification stored) {
        return evaluation.windowHopFrames == null
                ? stored
                : stored.withWindowHopFrames(evaluation.windowHopFrames);
    }

    private static void print(Evaluation tuned) {
        System.out.printf(
                "%s of the windows: micro F1 %.4f, macro F1 %.4f%n",
                tuned.aggregation(), tuned.metrics().microF1(), tuned.metrics().macroF1());
        System.out.println("label  threshold  precision  recall      F1");
        double[] thresholds = tuned.thresholds();
        for (int label = 0; label < thresholds.length; label++) {
            ConfusionCounts counts = tuned.metrics().counts().get(label);
            System.out.printf(
                    "%5s  %9.3f  %9.3f  %6.3f  %6.3f%n",
                    tuned.metrics().labels().get(label),
                    thresholds[label],
                    counts.precision(),
                    counts.recall(),
                    counts.f1());
        }
    }
}
