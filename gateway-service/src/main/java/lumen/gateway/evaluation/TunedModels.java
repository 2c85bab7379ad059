package lumen.gateway.evaluation;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.ThresholdRequest;
import lumen.evaluation.ThresholdTuning;
import lumen.gateway.registry.ModelRegistry;
import lumen.gateway.store.JobModelEntity;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;

/** Makes models with thresholds that suit the files of a TEST job. */
@ApplicationScoped
public class TunedModels {
    private static final int TRANSACTION_SECONDS = 120;
    private static final double SHRINKAGE = 0.5;
    private static final double DECIMALS = 1e4;
    private static final String SUFFIX = "-tuned";

    private final TestEvaluations evaluations;
    private final ScoredExamples examples;
    private final ModelRegistry models;

    TunedModels(TestEvaluations evaluations, ScoredExamples examples, ModelRegistry models) {
        this.evaluations = evaluations;
        this.examples = examples;
        this.models = models;
    }

    /**
     * Writes a model into the model directory: the tested one with other thresholds.
     *
     * @throws LumenException JOB_NOT_FOUND, NOT_A_TEST, METRICS_NOT_READY, NOTHING_SCORED,
     *     MODEL_NOT_FOUND, MODEL_INCOMPATIBLE if the model was replaced since, REQUEST_INVALID
     */
    public ModelView tune(UUID id, ThresholdRequest request) {
        if (request == null || request.mode() == null) {
            throw new LumenException(
                    ErrorCode.REQUEST_INVALID, "The request needs a mode: GLOBAL or PER_LABEL.");
        }
        // Whatever keeps the job from having metrics keeps it from tuning thresholds.
        evaluations.of(id);
        JobModelEntity tested =
                QuarkusTransaction.requiringNew().call(() -> JobModelEntity.findById(id));
        if (!models.use(tested.modelId).version().equals(tested.modelVersion)) {
            throw new LumenException(
                    ErrorCode.MODEL_INCOMPATIBLE,
                    "Model %s is not the one that was tested any more.".formatted(tested.modelId));
        }
        String name = request.model() == null ? tested.modelId + SUFFIX : request.model();
        write(
                models.file(tested.modelId),
                models.newFile(name),
                tested,
                thresholds(tested, request.mode()));
        models.scan();
        return models.get(name);
    }

    private Map<String, Double> thresholds(JobModelEntity model, ThresholdRequest.Mode mode) {
        List<float[]> scores = new ArrayList<>();
        List<float[]> truth = new ArrayList<>();
        QuarkusTransaction.requiringNew()
                .timeout(TRANSACTION_SECONDS)
                .run(
                        () ->
                                examples.files(
                                        model.jobId,
                                        model.labels,
                                        example -> {
                                            scores.add(example.scores());
                                            truth.add(example.truth());
                                        }));
        float[][] allScores = scores.toArray(float[][]::new);
        float[][] allTruth = truth.toArray(float[][]::new);
        Map<String, Double> thresholds = new LinkedHashMap<>();
        switch (mode) {
            case GLOBAL -> {
                double common = ThresholdTuning.common(allScores, allTruth);
                model.labels.forEach(label -> thresholds.put(label, round(common)));
            }
            case PER_LABEL -> {
                double[] own = ThresholdTuning.perLabel(allScores, allTruth, SHRINKAGE);
                for (int label = 0; label < own.length; label++) {
                    thresholds.put(model.labels.get(label), round(own[label]));
                }
            }
        }
        return thresholds;
    }

    private static double round(double threshold) {
        return Math.rint(threshold * DECIMALS) / DECIMALS;
    }

    private static void write(
            Path source, Path target, JobModelEntity tested, Map<String, Double> thresholds) {
        try {
            ModelProto model = ModelFile.read(source);
            ModelMetadata metadata = ModelFile.metadata(model);
            ModelFile.write(target, model, metadata.withThresholds(thresholds));
        } catch (ModelFormatException e) {
            throw new LumenException(
                    ErrorCode.MODEL_BROKEN,
                    "Model %s: %s".formatted(tested.modelId, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("a tuned model cannot be written", e);
        }
    }
}
