package lumen.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import lumen.audio.FeatureSpecification;
import lumen.datasets.DatasetPath;
import lumen.model.architecture.Head;
import lumen.model.architecture.TimePooling;

/**
 * Everything that is decided about a training run, checked and complete.
 *
 * @param data what is learnt from
 * @param features what the model sees of it, in the windows that validation and serving use; null
 *     when a model file is trained further, whose features are used
 * @param augmentations what is done to training samples, with every argument: {@code
 *     {"augmentations": […], "aug_kwargs": {…}}}
 * @param network which model
 * @param fineTuning which of its parameters learn when
 * @param loss what is minimised
 * @param optimisation how gradients become steps
 * @param schedule how the learning rate moves
 * @param stopping which epoch is the best and when training ends early
 * @param run everything else about the run
 * @param execution how it is computed
 * @param options every option by its name, in the order of the catalogue; null for those without
 *     effect or value
 */
public record Recipe(
        Data data,
        FeatureSpecification features,
        ObjectNode augmentations,
        Network network,
        FineTuning fineTuning,
        Losses loss,
        Optimisation optimisation,
        Schedule schedule,
        Stopping stopping,
        RunOptions run,
        ExecutionOptions execution,
        ObjectNode options) {
    /**
     * What is learnt from.
     *
     * @param trainPaths at least one dataset
     * @param validationPaths empty when the training data are split, or validation is skipped
     * @param testPaths empty to test on the validation data
     * @param trainOnlyDataset whether a fifth of the training data is kept for validation
     * @param datasetFraction share of the files of each split, drawn at random
     * @param overrideTables CSV files that replace labels of training files
     * @param labels the labels in the model's order; empty for those that the training data have
     * @param dropLast whether the last batch of an epoch is left out when it is not full
     * @param batchSize files in a batch
     * @param weightedSampling whether files of rare labels are drawn more often
     * @param augmentationGrowthEpochs epochs in which more and more samples are augmented: in epoch
     *     e, counted from 0, a sample is with the chance {@code (e + 1/2)} divided by this; 0 when
     *     all are from the beginning
     */
    public record Data(
            List<DatasetPath> trainPaths,
            List<DatasetPath> validationPaths,
            List<DatasetPath> testPaths,
            boolean trainOnlyDataset,
            double datasetFraction,
            List<Path> overrideTables,
            List<String> labels,
            boolean dropLast,
            int batchSize,
            boolean weightedSampling,
            int augmentationGrowthEpochs) {}

    /**
     * Which model.
     *
     * @param architecture name of the architecture, such as {@code mobilenet_v3_large}; null when
     *     the checkpoint says
     * @param head DEEP_HEAD, LINEAR_HEAD or ATTENTION_HEAD; null for the architecture's own
     * @param headHiddenDim widths between the backbone's features and the logits
     * @param fluffy whether every label has a head of its own
     * @param pooling how a sequence of features becomes one; null where there is no sequence
     * @param imageHeight rows that the graph resizes the spectrogram to; null for one each band
     * @param mean what the graph subtracts from features; null when it is measured on the training
     *     data
     * @param deviation what the graph divides them by; null likewise
     * @param checkpoint model file to train further, or folder or state of a run to go on with;
     *     null for a fresh model
     * @param pretrainedWeights name of a file of weights to begin with; null for random weights
     * @param teacher id or file of the model whose answers are learnt too; null for none
     * @param threshold common threshold of all labels; null when thresholds are tuned
     * @param thresholdShrinkage how far tuned thresholds move towards the common one, 0 to 1
     * @param windowHopFrames frames between windows in validation and serving when the checkpoint's
     *     features are used; null as the checkpoint says
     */
    public record Network(
            String architecture,
            String head,
            List<Integer> headHiddenDim,
            boolean fluffy,
            TimePooling pooling,
            Integer imageHeight,
            Double mean,
            Double deviation,
            Path checkpoint,
            String pretrainedWeights,
            String teacher,
            Double threshold,
            double thresholdShrinkage,
            Integer windowHopFrames) {
        /**
         * The head as the architecture takes it.
         *
         * @param labels the labels' codes in the order of the logits
         * @throws IllegalStateException if the checkpoint has one already
         */
        public Head head(List<String> labels) {
            if (architecture == null) {
                throw new IllegalStateException("the head is the checkpoint's");
            }
            return ModelReader.head(this, labels);
        }
    }

    /**
     * Which parameters learn when.
     *
     * @param head whether only the head learns at first
     * @param headEpochs for how many epochs; 0 when it does not
     * @param headAfter where the head begins: part of a name; null when everything learns
     * @param backboneAfter where the part of the backbone begins that learns; null likewise
     * @param trainBatchNormalisation whether batch normalisations learn where others are frozen
     * @param backboneRateFactor what the learning rate of the backbone is multiplied by
     */
    public record FineTuning(
            boolean head,
            int headEpochs,
            String headAfter,
            String backboneAfter,
            boolean trainBatchNormalisation,
            double backboneRateFactor) {}

    /**
     * What is minimised.
     *
     * @param function the loss of a window and label
     * @param gamma exponent of focal losses
     * @param referenceFocal whether focal losses weigh by {@code (1 - p)} for negatives too
     * @param familyWeight weight of the loss of families of instruments; null for none
     * @param labelSmoothing how far targets move from 0 and 1 towards 1/2, 0 to below 1
     * @param positiveGamma exponent of the asymmetric loss for positives
     * @param negativeGamma its exponent for negatives
     * @param clip what is subtracted from a negative's probability, 0 to below 1
     * @param distillationWeight share of the teacher's loss, 0 without a teacher
     * @param temperature what logits of teacher and student are divided by
     */
    public record Losses(
            LossFunction function,
            double gamma,
            boolean referenceFocal,
            Double familyWeight,
            double labelSmoothing,
            double positiveGamma,
            double negativeGamma,
            double clip,
            double distillationWeight,
            double temperature) {}

    /**
     * How gradients become steps.
     *
     * @param kind the optimizer
     * @param weightDecay of weights; biases and layer normalisations have none
     * @param gradientClipping greatest norm of the gradient; 0 for none
     * @param accumulatedBatches batches whose gradients one step gathers
     * @param averageDecay share of the running average of weights that a step keeps; 0 for none
     * @param batchNormMomentum share of running statistics that a batch replaces; null as the
     *     architecture says
     */
    public record Optimisation(
            OptimizerKind kind,
            double weightDecay,
            double gradientClipping,
            int accumulatedBatches,
            double averageDecay,
            Double batchNormMomentum) {}

    /**
     * How the learning rate moves.
     *
     * @param kind the scheduler
     * @param rate the rate it begins with
     * @param peakRate greatest rate of {@link SchedulerKind#ONECYCLE}
     * @param warmUpRate rate that the epochs of the head begin with
     * @param epochs passes over the training data
     */
    public record Schedule(
            SchedulerKind kind, double rate, double peakRate, double warmUpRate, int epochs) {}

    /**
     * Which epoch is the best and when training ends early.
     *
     * @param metric what is compared; meaningless when validation is skipped
     * @param mode which values are better
     * @param patience validations without a better value after which training ends; 0 for never
     * @param skipValidation whether nothing is validated: the last epoch is the best
     * @param checkOnTrainEpochEnd whether the end is decided when the training part of the next
     *     epoch ends, not when validation ends
     * @param saveOnTrainEpochEnd whether the state is also saved between the training part of an
     *     epoch and its validation
     */
    public record Stopping(
            MonitoredMetric metric,
            MonitoredMetric.Mode mode,
            int patience,
            boolean skipValidation,
            boolean checkOnTrainEpochEnd,
            boolean saveOnTrainEpochEnd) {}

    /**
     * Everything else about a run.
     *
     * @param preset what the options are based on
     * @param quick whether it is only tried whether everything works
     * @param seed decides everything random
     * @param logEveryNSteps steps between two rows of figures
     * @param perInstrumentMetrics whether figures of each label are recorded
     * @param experimentSuffix end of the run's name; may be empty
     * @param trainBatches batches of an epoch that are trained on
     * @param validationBatches batches that are validated on
     * @param testBatches batches that are tested on
     * @param findRate whether only a learning rate is looked for
     * @param findRateSteps steps of that search
     */
    public record RunOptions(
            Preset preset,
            boolean quick,
            long seed,
            int logEveryNSteps,
            boolean perInstrumentMetrics,
            String experimentSuffix,
            BatchLimit trainBatches,
            BatchLimit validationBatches,
            BatchLimit testBatches,
            boolean findRate,
            int findRateSteps) {}

    /**
     * How a run is computed.
     *
     * @param device auto, cpu or cuda
     * @param precision FLOAT32 or BFLOAT16
     * @param memoryLayout AUTO, CHANNELS_LAST or CONTIGUOUS
     * @param threads threads of one operator
     * @param featureSource who computes features
     * @param workers threads that compute features when training-service does it
     */
    public record ExecutionOptions(
            String device,
            String precision,
            String memoryLayout,
            int threads,
            FeatureOrigin featureSource,
            int workers) {}

    public Recipe {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(augmentations, "augmentations");
        Objects.requireNonNull(options, "options");
    }

    /**
     * Reads options; folders of noise are paths as they are written.
     *
     * @param options options by their names; null is the same as not given
     * @throws InvalidRecipeException with everything that is wrong
     */
    public static Recipe of(ObjectNode options) throws InvalidRecipeException {
        return of(options, Path::of);
    }

    /**
     * Reads options.
     *
     * @param options options by their names; null is the same as not given
     * @param folders turns the name of a folder of noise into its path, or throws an
     *     IllegalArgumentException if it must not be read
     * @throws InvalidRecipeException with everything that is wrong
     */
    public static Recipe of(ObjectNode options, Function<String, Path> folders)
            throws InvalidRecipeException {
        return new RecipeReader(options, folders).read();
    }

    /**
     * The features of training samples: windows side by side, whatever validation and serving do.
     *
     * @throws IllegalStateException if the checkpoint's features are used
     */
    public FeatureSpecification trainingFeatures() {
        if (features == null) {
            throw new IllegalStateException("the features are the checkpoint's");
        }
        return SignalGroup.sideBySide(features);
    }

    /** Every option by its name, which {@link #of} reads back as an equal recipe. */
    public ObjectNode toJson() {
        return options.deepCopy();
    }

    /** {@link #toJson} as YAML, which {@link #parseYaml} reads. */
    public String toYaml() {
        return RecipeYaml.write(options);
    }

    /**
     * Reads a file of options: names and values, nothing nested but arguments.
     *
     * @throws InvalidRecipeException if it is not such a file; the values are not looked at
     */
    public static ObjectNode parseYaml(String text) throws InvalidRecipeException {
        return RecipeYaml.read(text);
    }
}
