package lumen.recipe;

import java.util.List;
import lumen.recipe.RecipeOption.Group;

/** How gradients become steps, and how long they are. */
final class OptimisationGroup {
    private static final Bounds RATE = Bounds.above(0, 10);

    static final Setting<Integer> EPOCHS =
            of("epochs", Forms.integer(1, 100_000), "Passes over the training data.")
                    .standard(24)
                    .reference("default 40");
    static final Setting<OptimizerKind> OPTIMIZER =
            of(
                            "optimizer",
                            Forms.constant(OptimizerKind.class),
                            "Adam, with weight decay in the gradient or (ADAMW) apart from it.")
                    .standard(OptimizerKind.ADAMW);
    static final Setting<Double> WEIGHT_DECAY =
            of(
                            "weight_decay",
                            Forms.number(Bounds.from(0, 10)),
                            "Decay of weights; biases and layer normalisations have none. When not"
                                    + " given 0.08 for ADAMW and 0 for ADAM.")
                    .reference("when not given 0.01 for ADAMW");
    static final Setting<SchedulerKind> SCHEDULER =
            of(
                            "scheduler",
                            Forms.constant(SchedulerKind.class),
                            "How the learning rate moves: ONECYCLE up to lr_onecycle_max and down;"
                                    + " COSINEANNEALING from lr down to 0; PLATEAU halves it when"
                                    + " metric stands still; AUTO_LR looks for a rate and keeps"
                                    + " it.")
                    .standard(SchedulerKind.ONECYCLE)
                    .reference("AUTO_LR never looks, PLATEAU fails");
    static final Setting<Double> LR =
            of("lr", Forms.number(RATE), "Learning rate that the scheduler begins with.")
                    .standard(3e-4)
                    .reference("default 5e-5");
    static final Setting<Double> LR_ONECYCLE_MAX =
            of("lr_onecycle_max", Forms.number(RATE), "Greatest learning rate of ONECYCLE.")
                    .standard(1.5e-3)
                    .reference("default 5e-4");
    static final Setting<Double> LR_WARMUP =
            of(
                            "lr_warmup",
                            Forms.number(RATE),
                            "Learning rate that the epochs of the head begin with; it falls"
                                    + " exponentially to lr.")
                    .standard(3e-4)
                    .reference("also the rate of the first step when there are no such epochs");
    static final Setting<Double> GRADIENT_CLIP_VAL =
            of(
                            "gradient_clip_val",
                            Forms.number(Bounds.from(0, 1e6)),
                            "Greatest norm of the gradient; 0 for no limit.")
                    .standard(2.0)
                    .reference("default 0");
    static final Setting<Integer> ACCUMULATE_GRAD_BATCHES =
            of(
                            "accumulate_grad_batches",
                            Forms.integer(1, 65_536),
                            "Batches whose gradients one step gathers.")
                    .standard(1);
    static final Setting<Double> WEIGHT_AVERAGE_DECAY =
            of(
                            "weight_average_decay",
                            Forms.number(Bounds.below(0, 1)),
                            "Share of the running average of weights that a step keeps; the"
                                    + " average is validated and served. 0 for no average.")
                    .standard(0.998)
                    .reference("has none: 0");
    static final Setting<Double> BATCH_NORM_MOMENTUM =
            of(
                            "batch_norm_momentum",
                            Forms.number(Bounds.above(0, 1)),
                            "Share of the running statistics of batch normalisation that a batch"
                                    + " replaces.")
                    .standard(0.1)
                    .reference("as the architecture says");

    static final List<Setting<?>> SETTINGS =
            List.of(
                    EPOCHS,
                    OPTIMIZER,
                    WEIGHT_DECAY,
                    SCHEDULER,
                    LR,
                    LR_ONECYCLE_MAX,
                    LR_WARMUP,
                    GRADIENT_CLIP_VAL,
                    ACCUMULATE_GRAD_BATCHES,
                    WEIGHT_AVERAGE_DECAY,
                    BATCH_NORM_MOMENTUM);

    private OptimisationGroup() {}

    private static <T> Setting<T> of(String name, Setting.Form<T> form, String help) {
        return Setting.of(Group.OPTIMISATION, name, form, help);
    }

    static Recipe.Optimisation optimisation(Values values) {
        OptimizerKind kind = values.get(OPTIMIZER);
        boolean reference = values.get(RunGroup.PRESET) == Preset.REFERENCE;
        double decay = reference ? 0.01 : 0.08;
        return new Recipe.Optimisation(
                kind,
                values.derive(WEIGHT_DECAY, kind == OptimizerKind.ADAM ? 0 : decay),
                values.get(GRADIENT_CLIP_VAL),
                values.get(ACCUMULATE_GRAD_BATCHES),
                values.get(WEIGHT_AVERAGE_DECAY),
                values.isUnused(BATCH_NORM_MOMENTUM) ? null : values.get(BATCH_NORM_MOMENTUM));
    }

    static Recipe.Schedule schedule(Values values) {
        SchedulerKind kind = values.get(SCHEDULER);
        if (kind == SchedulerKind.ONECYCLE) {
            if (values.get(LR) > values.get(LR_ONECYCLE_MAX)) {
                values.fault(
                        LR_ONECYCLE_MAX,
                        "must be at least lr, %s, but is %s"
                                .formatted(values.get(LR), values.get(LR_ONECYCLE_MAX)));
            }
        } else {
            values.unused("it is used by ONECYCLE only", LR_ONECYCLE_MAX);
        }
        if (kind == SchedulerKind.AUTO_LR) {
            values.unused("AUTO_LR looks for the rate itself", LR);
        }
        if (kind == SchedulerKind.PLATEAU && values.get(RunGroup.SKIP_VALIDATION)) {
            values.fault(SCHEDULER, "PLATEAU needs validation, but skip_validation is set");
        }
        return new Recipe.Schedule(
                kind,
                values.get(LR),
                values.get(LR_ONECYCLE_MAX),
                values.get(LR_WARMUP),
                values.get(EPOCHS));
    }
}
