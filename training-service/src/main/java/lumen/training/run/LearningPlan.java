package lumen.training.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.datasets.InstrumentFamily;
import lumen.datasets.LabelSet;
import lumen.recipe.LossFunction;
import lumen.recipe.MonitoredMetric.Mode;
import lumen.recipe.Recipe;
import lumen.training.data.TrainingData;
import lumen.training.optimization.AsymmetricLoss;
import lumen.training.optimization.ConstantSchedule;
import lumen.training.optimization.CosineRestartSchedule;
import lumen.training.optimization.CrossEntropy;
import lumen.training.optimization.Distillation;
import lumen.training.optimization.ElementLoss;
import lumen.training.optimization.FamilyLoss;
import lumen.training.optimization.FineTuning;
import lumen.training.optimization.FocalLoss;
import lumen.training.optimization.HeadFirstSchedule;
import lumen.training.optimization.Loss;
import lumen.training.optimization.OneCycleSchedule;
import lumen.training.optimization.PlateauSchedule;
import lumen.training.optimization.PositiveWeights;
import lumen.training.optimization.Schedule;

/** Makes of a recipe's words what {@code lumen.training.optimization} has for them. */
final class LearningPlan {
    private static final int USUAL_PATIENCE = 10;

    private LearningPlan() {}

    /** Which parameters learn when. */
    static FineTuning fineTuning(Recipe recipe) {
        Recipe.FineTuning own = recipe.fineTuning();
        return new FineTuning(
                own.backboneAfter(),
                own.headAfter(),
                own.headAfter() == null ? 0 : own.headEpochs(),
                own.trainBatchNormalisation());
    }

    /**
     * What is made small.
     *
     * @param log takes lines for people
     * @throws LumenException when families count and a label has none
     */
    static Loss loss(Recipe recipe, TrainingData data, Consumer<String> log) {
        Recipe.Losses own = recipe.loss();
        return new Loss(
                elements(own, data, log),
                own.labelSmoothing(),
                families(own, data.labels()),
                recipe.network().teacher() == null
                        ? Optional.empty()
                        : Optional.of(
                                new Distillation(own.distillationWeight(), own.temperature())));
    }

    private static ElementLoss elements(
            Recipe.Losses own, TrainingData data, Consumer<String> log) {
        CrossEntropy entropy =
                new CrossEntropy(
                        own.function().isWeighted()
                                ? Optional.of(weights(data, log))
                                : Optional.empty());
        return switch (own.function()) {
            case CROSS_ENTROPY, CROSS_ENTROPY_POS_WEIGHT, INSTRUMENT_FAMILY_LOSS -> entropy;
            case FOCAL_LOSS, FOCAL_LOSS_POS_WEIGHT ->
                    new FocalLoss(
                            entropy,
                            own.gamma(),
                            own.referenceFocal()
                                    ? FocalLoss.Form.REFERENCE
                                    : FocalLoss.Form.STANDARD);
            case ASYMMETRIC_LOSS ->
                    new AsymmetricLoss(own.positiveGamma(), own.negativeGamma(), own.clip());
        };
    }

    private static PositiveWeights weights(TrainingData data, Consumer<String> log) {
        long[] having = Arrays.stream(data.trainCounts()).asLongStream().toArray();
        PositiveWeights weights = PositiveWeights.balancing(data.train().files().size(), having);
        for (int label = 0; label < having.length; label++) {
            log.accept(
                    "weight of %s: %.3f%s"
                            .formatted(
                                    data.labels().codes().get(label),
                                    weights.weights()[label],
                                    having[label] == 0 ? ", because no file has it" : ""));
        }
        return weights;
    }

    private static Optional<FamilyLoss> families(Recipe.Losses own, LabelSet labels) {
        boolean main = own.function() == LossFunction.INSTRUMENT_FAMILY_LOSS;
        if (own.familyWeight() == null && !main) {
            return Optional.empty();
        }
        List<String> families = new ArrayList<>();
        for (String code : labels.codes()) {
            families.add(
                    InstrumentFamily.of(code)
                            .orElseThrow(
                                    () ->
                                            new LumenException(
                                                    ErrorCode.OPTION_INVALID,
                                                    "the loss of instrument families needs labels that have one; \"%s\" has none, only those of IRMAS have"
                                                            .formatted(code)))
                            .name());
        }
        return Optional.of(
                FamilyLoss.of(families, own.familyWeight() == null ? 1 : own.familyWeight()));
    }

    /**
     * How the learning rate moves.
     *
     * @param stepsInEpoch steps of the optimizer in an epoch
     * @param found the rate that was looked for, where the recipe wants that
     */
    static Schedule schedule(Recipe recipe, int stepsInEpoch, double found) {
        Recipe.Schedule own = recipe.schedule();
        int headEpochs = fineTuning(recipe).headEpochs();
        long headSteps = (long) stepsInEpoch * headEpochs;
        long steps = (long) stepsInEpoch * (own.epochs() - headEpochs);
        Schedule then =
                switch (own.kind()) {
                    case ONECYCLE -> OneCycleSchedule.over(steps, own.rate(), own.peakRate());
                    case COSINEANNEALING -> new CosineRestartSchedule(own.rate(), steps);
                    case PLATEAU -> plateau(recipe);
                    case AUTO_LR -> new ConstantSchedule(found);
                };
        return headSteps == 0
                ? then
                : new HeadFirstSchedule(own.warmUpRate(), then.rate(0), headSteps, then);
    }

    private static PlateauSchedule plateau(Recipe recipe) {
        int patience = recipe.stopping().patience();
        return new PlateauSchedule(
                recipe.schedule().rate(),
                recipe.stopping().mode() == Mode.MAX,
                PlateauSchedule.patience(patience == 0 ? USUAL_PATIENCE : patience));
    }
}
