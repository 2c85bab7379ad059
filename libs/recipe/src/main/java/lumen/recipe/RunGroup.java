package lumen.recipe;

import java.util.List;
import java.util.regex.Pattern;
import lumen.recipe.MonitoredMetric.Mode;
import lumen.recipe.RecipeOption.Group;

/** The course of a run. */
final class RunGroup {
    private static final Setting.Form<Double> LIMIT = Forms.number(Bounds.above(0, 1_000_000_000));
    private static final String LIMIT_HELP =
            ": below 1 a share of them, otherwise a number; all when not given.";
    private static final String LIMIT_REFERENCE = "1.0 means all of them, 1 one";

    static final Setting<Preset> PRESET =
            of(
                            "preset",
                            Forms.constant(Preset.class),
                            "What the other options are when they are not given.")
                    .standard(Preset.BALANCED)
                    .reference("has none: REFERENCE");
    static final Setting<Boolean> QUICK =
            of(
                            "quick",
                            Forms.FLAG,
                            "Only try whether everything works: 2 batches of 2 files an epoch, a"
                                    + " hundredth of the files.")
                    .standard(false);
    static final Setting<Long> SEED =
            of("seed", Forms.seed(), "Decides everything random.")
                    .standard(42L)
                    .reference("always 42");
    static final Setting<MonitoredMetric> METRIC =
            of(
                            "metric",
                            Forms.constant(MonitoredMetric.class),
                            "Figure of validation that chooses the best epoch: macro-F1, Hamming"
                                    + " distance or loss over windows; F1 (mean of micro and"
                                    + " macro) or mean average precision over files.")
                    .standard(MonitoredMetric.VAL_FILE_F1)
                    .reference("VAL_F1 or VAL_HAMMING; default VAL_F1, the mean over batches");
    static final Setting<Mode> METRIC_MODE =
            of(
                            "metric_mode",
                            Forms.constant(Mode.class),
                            "Which values of it are better; follows from it and need not be given.")
                    .reference("default MAX, wrong for VAL_HAMMING");
    static final Setting<Integer> EARLY_STOPPING_METRIC_PATIENCE =
            of(
                            "early_stopping_metric_patience",
                            Forms.integer(0, 100_000),
                            "Validations without a better value after which training ends; 0 for"
                                    + " never.")
                    .standard(10);
    static final Setting<Boolean> SKIP_VALIDATION =
            of(
                            "skip_validation",
                            Forms.FLAG,
                            "Validate nothing: all epochs are trained, and the last is the best.")
                    .standard(false);
    static final Setting<Boolean> CHECK_ON_TRAIN_EPOCH_END =
            of(
                            "check_on_train_epoch_end",
                            Forms.FLAG,
                            "Decide whether training ends when the training part of the next epoch"
                                    + " ends, rather than right after validation.")
                    .standard(false);
    static final Setting<Boolean> SAVE_ON_TRAIN_EPOCH_END =
            of(
                            "save_on_train_epoch_end",
                            Forms.FLAG,
                            "Save the state also between the training part of an epoch and its"
                                    + " validation.")
                    .standard(false);
    static final Setting<Double> LIMIT_TRAIN_BATCHES =
            of("limit_train_batches", LIMIT, "Batches of an epoch that are trained on" + LIMIT_HELP)
                    .reference(LIMIT_REFERENCE);
    static final Setting<Double> LIMIT_VAL_BATCHES =
            of("limit_val_batches", LIMIT, "Batches that are validated on" + LIMIT_HELP)
                    .reference(LIMIT_REFERENCE);
    static final Setting<Double> LIMIT_TEST_BATCHES =
            of("limit_test_batches", LIMIT, "Batches that are tested on" + LIMIT_HELP)
                    .reference(LIMIT_REFERENCE);
    static final Setting<Integer> LOG_EVERY_N_STEPS =
            of(
                            "log_every_n_steps",
                            Forms.integer(1, 1_000_000),
                            "Steps from one row of figures to the next.")
                    .standard(30);
    static final Setting<Boolean> LOG_PER_INSTRUMENT_METRICS =
            of("log_per_instrument_metrics", Forms.FLAG, "Record figures of each label.")
                    .standard(true);
    static final Setting<String> EXPERIMENT_SUFFIX =
            of(
                            "experiment_suffix",
                            Forms.text(
                                    Pattern.compile("[A-Za-z0-9_.-]{0,40}"),
                                    "at most 40 letters, digits, _, . and -"),
                            "End of the run's name.")
                    .standard("");
    static final Setting<Boolean> FIND_LR =
            of(
                            "find_lr",
                            Forms.FLAG,
                            "Only look for a learning rate: it grows from step to step while the"
                                    + " loss is recorded; the run ends with a suggestion.")
                    .standard(false)
                    .reference("has none: a branch of AUTO_LR that is never reached");
    static final Setting<Integer> FIND_LR_STEPS =
            of(
                            "find_lr_steps",
                            Forms.integer(10, 100_000),
                            "Steps of that search, and of the one that AUTO_LR begins with.")
                    .standard(100)
                    .reference("always 100");

    static final List<Setting<?>> SETTINGS =
            List.of(
                    PRESET,
                    QUICK,
                    SEED,
                    METRIC,
                    METRIC_MODE,
                    EARLY_STOPPING_METRIC_PATIENCE,
                    SKIP_VALIDATION,
                    CHECK_ON_TRAIN_EPOCH_END,
                    SAVE_ON_TRAIN_EPOCH_END,
                    LIMIT_TRAIN_BATCHES,
                    LIMIT_VAL_BATCHES,
                    LIMIT_TEST_BATCHES,
                    LOG_EVERY_N_STEPS,
                    LOG_PER_INSTRUMENT_METRICS,
                    EXPERIMENT_SUFFIX,
                    FIND_LR,
                    FIND_LR_STEPS);

    private RunGroup() {}

    private static <T> Setting<T> of(String name, Setting.Form<T> form, String help) {
        return Setting.of(Group.RUN, name, form, help);
    }

    static Recipe.Stopping stopping(Values values) {
        boolean skips = values.get(SKIP_VALIDATION);
        if (skips) {
            values.unused(
                    "skip_validation is set",
                    METRIC,
                    METRIC_MODE,
                    EARLY_STOPPING_METRIC_PATIENCE,
                    CHECK_ON_TRAIN_EPOCH_END,
                    SAVE_ON_TRAIN_EPOCH_END,
                    LIMIT_VAL_BATCHES,
                    ModelGroup.THRESHOLD_SHRINKAGE);
        }
        MonitoredMetric metric = values.get(METRIC);
        Mode mode = values.derive(METRIC_MODE, metric.mode());
        if (!skips && mode != metric.mode()) {
            values.fault(
                    METRIC_MODE,
                    "must be %s for %s, or not given".formatted(metric.mode(), metric));
        }
        int patience = values.get(EARLY_STOPPING_METRIC_PATIENCE);
        if (!skips && patience == 0) {
            values.unused(
                    "early_stopping_metric_patience is 0: training never ends early",
                    CHECK_ON_TRAIN_EPOCH_END);
        }
        return new Recipe.Stopping(
                metric,
                metric.mode(),
                skips ? 0 : patience,
                skips,
                !skips && patience > 0 && values.get(CHECK_ON_TRAIN_EPOCH_END),
                !skips && values.get(SAVE_ON_TRAIN_EPOCH_END));
    }

    static Recipe.RunOptions run(Values values) {
        boolean finds = values.get(FIND_LR);
        if (!finds && values.get(OptimisationGroup.SCHEDULER) != SchedulerKind.AUTO_LR) {
            values.unused("neither find_lr nor scheduler AUTO_LR is given", FIND_LR_STEPS);
        }
        return new Recipe.RunOptions(
                values.get(PRESET),
                values.get(QUICK),
                values.get(SEED),
                values.get(LOG_EVERY_N_STEPS),
                values.get(LOG_PER_INSTRUMENT_METRICS),
                values.get(EXPERIMENT_SUFFIX),
                limit(values, LIMIT_TRAIN_BATCHES),
                limit(values, LIMIT_VAL_BATCHES),
                limit(values, LIMIT_TEST_BATCHES),
                finds,
                values.get(FIND_LR_STEPS));
    }

    private static BatchLimit limit(Values values, Setting<Double> setting) {
        Double value = values.isUnused(setting) ? null : values.get(setting);
        if (value == null) {
            return BatchLimit.ALL;
        }
        if (value > 1 && value != Math.rint(value)) {
            values.fault(
                    setting, "must be a share below 1 or a whole number of batches, not " + value);
        }
        return new BatchLimit(value);
    }
}
