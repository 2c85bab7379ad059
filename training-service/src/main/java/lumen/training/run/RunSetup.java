package lumen.training.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lumen.audio.FeatureSpecification;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetException;
import lumen.datasets.LabelSet;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import lumen.recipe.BatchLimit;
import lumen.recipe.Recipe;
import lumen.training.checkpoint.ServedModel;
import lumen.training.data.BatchFeed;
import lumen.training.data.EvaluationSet;
import lumen.training.data.SamplePlan;
import lumen.training.data.TrainingData;
import lumen.training.data.TrainingDataException;
import lumen.training.engine.ComputeDevice;
import lumen.training.engine.Execution;
import lumen.training.engine.Precision;
import lumen.training.optimization.Loss;
import lumen.training.validation.Evaluation;

/** Everything that a run needs before its first step: data, features, model, loss, teacher. */
final class RunSetup implements AutoCloseable {
    private final Recipe recipe;
    private final RunEnvironment environment;
    private final Consumer<String> log;
    private final TrainingData data;
    private final FeatureSpecification features;
    private final BatchFeed feed;
    private final Optional<EvaluationSet> validation;
    private final Optional<EvaluationSet> test;
    private final Provenance provenance;
    private final ModelProto initial;
    private final String architecture;
    private final Loss loss;
    private final Optional<ServedModel> teacher;

    /**
     * Reads the data and reads or makes the model.
     *
     * @param folder holds the model when the run goes on, and gets it when it begins
     */
    RunSetup(Recipe recipe, RunFolder folder, RunEnvironment environment, Consumer<String> log)
            throws IOException,
                    DatasetException,
                    TrainingDataException,
                    ModelFormatException,
                    OrtException,
                    InterruptedException {
        this.recipe = recipe;
        this.environment = environment;
        this.log = log;
        boolean goesOn = Files.exists(folder.state());
        Optional<ModelMetadata> given = given(goesOn ? folder.initial() : checkpoint());
        data = TrainingData.read(data(given), recipe.run().seed());
        log.accept("training: %d files, %s".formatted(files(data.train()), data.train().counts()));
        log.accept(
                "validation: %d files, %s"
                        .formatted(files(data.validation()), data.validation().counts()));
        provenance = new Provenance(recipe, data);
        features = features(given);
        FeatureSpecification sideBySide = features.withWindowHopFrames(features.windowFrames());
        feed = feed(sideBySide);
        Dataset validated = limited(data.validation(), recipe.run().validationBatches());
        Dataset tested = limited(data.test(), recipe.run().testBatches());
        validation =
                recipe.stopping().skipValidation()
                        ? Optional.empty()
                        : Optional.of(set("validation", validated));
        test = test(tested, validated);
        initial = goesOn ? ModelFile.read(folder.initial()) : begin(folder);
        architecture = ModelFile.metadata(initial).architecture();
        loss = LearningPlan.loss(recipe, data, log);
        teacher = teacher();
    }

    private static int files(Dataset dataset) {
        return dataset.files().size();
    }

    /** The model file that is trained further; null for a fresh network. */
    private Path checkpoint() {
        return recipe.network().checkpoint();
    }

    private static Optional<ModelMetadata> given(Path model)
            throws IOException, ModelFormatException {
        return model == null ? Optional.empty() : Optional.of(ModelFile.describe(model).metadata());
    }

    /** The recipe's data with the labels of the model that there is already. */
    private Recipe.Data data(Optional<ModelMetadata> given) {
        Recipe.Data own = recipe.data();
        return new Recipe.Data(
                own.trainPaths(),
                own.validationPaths(),
                own.testPaths(),
                own.trainOnlyDataset(),
                own.datasetFraction(),
                own.overrideTables(),
                given.map(ModelMetadata::labels).orElse(own.labels()),
                own.dropLast(),
                own.batchSize(),
                own.weightedSampling(),
                own.augmentationGrowthEpochs());
    }

    /** The features are the recipe's, or those of the model that there is already. */
    private FeatureSpecification features(Optional<ModelMetadata> given) {
        if (given.isEmpty()) {
            return recipe.features();
        }
        FeatureSpecification own =
                FeatureSpecification.fromJson(given.get().featureSpecification());
        Integer hop = recipe.network().windowHopFrames();
        return hop == null ? own : own.withWindowHopFrames(hop);
    }

    private BatchFeed feed(FeatureSpecification sideBySide) {
        return new BatchFeed(
                SamplePlan.of(recipe, data, sideBySide),
                environment.features(),
                recipe.data().batchSize(),
                recipe.data().dropLast(),
                environment.samplesInFlight(),
                log);
    }

    private EvaluationSet set(String name, Dataset dataset) {
        return new EvaluationSet(
                name,
                dataset,
                features,
                environment.features(),
                environment.samplesInFlight(),
                environment.heldBytes() / 2,
                log);
    }

    /** Test files that are those of the validation are kept once. */
    private Optional<EvaluationSet> test(Dataset tested, Dataset validated) {
        if (tested.files().isEmpty()) {
            return Optional.empty();
        }
        return tested.equals(validated) && validation.isPresent()
                ? validation
                : Optional.of(set("test", tested));
    }

    /** The first files of a dataset, as many as so many batches have. */
    private Dataset limited(Dataset dataset, BatchLimit limit) {
        List<AudioFile> all = dataset.files();
        int batchSize = recipe.data().batchSize();
        int batches = limit.of(Math.ceilDiv(all.size(), batchSize));
        return new Dataset(
                dataset.labelSet(), all.subList(0, Math.min(all.size(), batches * batchSize)));
    }

    private ModelProto begin(RunFolder folder)
            throws IOException, ModelFormatException, InterruptedException, TrainingDataException {
        boolean further = checkpoint() != null;
        ModelProto model =
                further
                        ? InitialModel.further(recipe)
                        : InitialModel.fresh(
                                recipe, environment, labels(), features.rows(), feed, log);
        ModelFile.write(
                folder.initial(),
                model,
                metadata(
                        further
                                ? ModelFile.metadata(model).architecture()
                                : recipe.network().architecture(),
                        0,
                        Evaluation.untried(labels().codes(), decisionThreshold()),
                        Map.of()));
        return ModelFile.read(folder.initial());
    }

    private Optional<ServedModel> teacher() throws IOException, ModelFormatException, OrtException {
        String name = recipe.network().teacher();
        if (name == null) {
            return Optional.empty();
        }
        Path file = environment.models().find(name);
        ModelMetadata metadata = ModelFile.describe(file).metadata();
        FeatureSpecification own = FeatureSpecification.fromJson(metadata.featureSpecification());
        int hop = features.windowFrames();
        boolean sameFeatures =
                own.windowFrames() == hop
                        && own.withWindowHopFrames(hop).equals(features.withWindowHopFrames(hop));
        if (!sameFeatures || !metadata.labels().equals(labels().codes())) {
            throw new LumenException(
                    ErrorCode.TRAINING_MODEL_INVALID,
                    "the teacher %s cannot teach this model: its %s differ"
                            .formatted(name, sameFeatures ? "labels" : "features"));
        }
        return Optional.of(new ServedModel(file, recipe.execution().threads()));
    }

    /** What a model file says about itself after an epoch, counted from 1. */
    ModelMetadata metadata(int epoch, Evaluation decisions, Map<String, Double> figures) {
        return metadata(architecture, epoch, decisions, figures);
    }

    private ModelMetadata metadata(
            String network, int epoch, Evaluation decisions, Map<String, Double> figures) {
        Aggregation aggregation = decisions.aggregation();
        return new ModelMetadata(
                labels().codes(),
                labels().names(),
                features.toJson(),
                decisions.thresholdsByLabel(),
                aggregation,
                network,
                provenance.after(epoch, decisions, figures));
    }

    /** A learner of the model as it is before the first step. */
    Learner learner() {
        return new Learner(
                new Learner.Settings(
                        recipe.optimisation(),
                        LearningPlan.fineTuning(recipe),
                        recipe.fineTuning().backboneRateFactor(),
                        new Execution(
                                ComputeDevice.named(recipe.execution().device()),
                                Precision.valueOf(recipe.execution().precision()),
                                MemoryLayout.valueOf(recipe.execution().memoryLayout())
                                        .isChannelsLast(architecture)),
                        features.rows(),
                        features.windowFrames(),
                        labels().size(),
                        recipe.data().batchSize()),
                initial,
                loss,
                teacher);
    }

    Recipe recipe() {
        return recipe;
    }

    RunEnvironment environment() {
        return environment;
    }

    TrainingData data() {
        return data;
    }

    LabelSet labels() {
        return data.labels();
    }

    FeatureSpecification features() {
        return features;
    }

    BatchFeed feed() {
        return feed;
    }

    /** Empty when validation is skipped. */
    Optional<EvaluationSet> validation() {
        return validation;
    }

    /** Empty when there is nothing to test on. */
    Optional<EvaluationSet> test() {
        return test;
    }

    Loss loss() {
        return loss;
    }

    /** Score from which a label counts as recognised in figures of windows. */
    double decisionThreshold() {
        Double given = recipe.network().threshold();
        return given == null ? 0.5 : given;
    }

    /** Batches of an epoch that are learnt from. */
    int batchesInEpoch() {
        return recipe.run().trainBatches().of(feed.batchesPerEpoch());
    }

    /** Steps of the optimizer in an epoch; the last one may gather fewer batches. */
    int stepsInEpoch() {
        return Math.ceilDiv(batchesInEpoch(), recipe.optimisation().accumulatedBatches());
    }

    @Override
    public void close() throws OrtException {
        feed.close();
        if (teacher.isPresent()) {
            teacher.get().close();
        }
    }
}
