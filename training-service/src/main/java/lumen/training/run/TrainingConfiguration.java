package lumen.training.run;

import java.nio.file.Path;
import java.util.List;
import lumen.audio.FeatureSpecification;
import lumen.datasets.DatasetPath;
import lumen.training.engine.Execution;
import lumen.training.examples.AugmentationStrength;
import lumen.training.optimization.FineTuning;

/**
 * Everything that decides what a training run produces.
 *
 * @param trainPaths datasets to learn from
 * @param validationPaths datasets that choose the best epoch, the aggregation and the thresholds
 * @param architecture name of the network, as {@code mobilenet_v3_large}
 * @param initialModel model file whose graph, weights and features are trained further; null to
 *     begin with a fresh network
 * @param features the features
 * @param augmentation how examples are varied
 * @param epochs passes over the training data
 * @param batchSize examples in a step
 * @param secondsPerExample how much of a recording one example of an epoch stands for
 * @param initialRate learning rate at the beginning
 * @param peakRate greatest learning rate of the cycle
 * @param weightDecay decay of weights of more than one axis
 * @param gradientClipping largest norm of the gradient; 0 for none
 * @param batchNormMomentum share of batch normalisation's running statistics that a batch replaces
 * @param labelSmoothing see {@link lumen.training.optimization.Loss}
 * @param averageDecay see {@link lumen.training.optimization.WeightAverage}
 * @param thresholdShrinkage see {@link lumen.evaluation.ThresholdTuning}
 * @param seed decides weights, order, augmentation and dropout
 * @param accumulatedBatches batches whose gradients one step of the optimizer gathers
 * @param backboneRateFactor what the learning rate of the backbone is multiplied by
 * @param fineTuning which parameters learn when
 * @param execution how the graph is computed
 * @param resume whether to go on where a run with the same output directory was stopped
 * @param stopAfterEpochs epochs after which the run stops, to be resumed another time
 * @param threads threads of one operator
 * @param exampleThreads threads that make examples
 * @param outputDirectory where the run's files go
 * @param cacheDirectory where decoded recordings are kept
 */
public record TrainingConfiguration(
        List<DatasetPath> trainPaths,
        List<DatasetPath> validationPaths,
        String architecture,
        Path initialModel,
        FeatureSpecification features,
        AugmentationStrength augmentation,
        int epochs,
        int batchSize,
        double secondsPerExample,
        double initialRate,
        double peakRate,
        double weightDecay,
        double gradientClipping,
        double batchNormMomentum,
        double labelSmoothing,
        double averageDecay,
        double thresholdShrinkage,
        long seed,
        int accumulatedBatches,
        double backboneRateFactor,
        FineTuning fineTuning,
        Execution execution,
        boolean resume,
        int stopAfterEpochs,
        int threads,
        int exampleThreads,
        Path outputDirectory,
        Path cacheDirectory) {
    /** Copies the lists and checks what no other class checks. */
    public TrainingConfiguration {
        trainPaths = List.copyOf(trainPaths);
        validationPaths = List.copyOf(validationPaths);
        require(!trainPaths.isEmpty(), "there is no dataset to train on");
        require(!validationPaths.isEmpty(), "there is no dataset to validate on");
        require(epochs >= 1, "epochs must be at least 1");
        require(
                stopAfterEpochs >= 1 && stopAfterEpochs <= epochs,
                "stop-after-epochs must be between 1 and epochs");
        require(batchSize >= 2, "batch-size must be at least 2: batches are normalised");
        require(accumulatedBatches >= 1, "accumulate-grad-batches must be at least 1");
        require(backboneRateFactor > 0, "backbone-lr-factor must be positive");
        require(
                fineTuning.headEpochs() == 0 || fineTuning.headEpochs() < epochs,
                "finetune-head-epochs must be less than epochs");
        require(secondsPerExample > 0, "seconds-per-example must be positive");
        require(threads >= 1 && exampleThreads >= 1, "threads must be at least 1");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
