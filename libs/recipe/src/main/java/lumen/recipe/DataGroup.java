package lumen.recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import lumen.datasets.DatasetPath;
import lumen.datasets.LabelSet;
import lumen.recipe.RecipeOption.Group;

/** What is learnt from. */
final class DataGroup {
    /** The label that stands for those of the training data. */
    static final String DISCOVER = "DISCOVER";

    static final Setting<List<DatasetPath>> TRAIN_PATHS =
            of("train_paths", Forms.DATASETS, "Datasets to learn from; required.");
    static final Setting<List<DatasetPath>> VAL_PATHS =
            of(
                            "val_paths",
                            Forms.DATASETS,
                            "Datasets that choose the best epoch and the thresholds; required"
                                    + " unless train_only_dataset or skip_validation is set. No"
                                    + " file may be among the training data.")
                    .reference("only train_paths is checked");
    static final Setting<List<DatasetPath>> TEST_PATHS =
            of(
                    "test_paths",
                    Forms.DATASETS,
                    "Datasets that the finished model is tested on; the validation data when not"
                            + " given.");
    static final Setting<Boolean> TRAIN_ONLY_DATASET =
            of(
                            "train_only_dataset",
                            Forms.FLAG,
                            "Keep a fifth of the training data for validation.")
                    .standard(false);
    static final Setting<Double> DATASET_FRACTION =
            of(
                            "dataset_fraction",
                            Forms.number(Bounds.above(0, 1)),
                            "Share of the files of each split that is used, drawn at random.")
                    .standard(1.0);
    static final Setting<List<Path>> TRAIN_OVERRIDE_CSVS =
            of("train_override_csvs", Forms.PATHS, "Tables that replace labels of training files.");
    static final Setting<List<String>> LABELS =
            of(
                            "labels",
                            Forms.TEXTS,
                            "Codes of the labels in the order of the model's outputs, or DISCOVER"
                                    + " for those that the training data have.")
                    .standard(LabelSet.irmas().codes())
                    .reference("always the labels of IRMAS");
    static final Setting<Integer> BATCH_SIZE =
            of("batch_size", Forms.integer(1, 65_536), "Files in a batch.")
                    .standard(24)
                    .reference("default 4");
    static final Setting<Boolean> DROP_LAST =
            of("drop_last", Forms.FLAG, "Leave the last batch of an epoch out when it is not full.")
                    .standard(true);
    static final Setting<Boolean> USE_WEIGHTED_TRAIN_SAMPLER =
            of("use_weighted_train_sampler", Forms.FLAG, "Draw files with rare labels more often.")
                    .standard(false);

    static final List<Setting<?>> SETTINGS =
            List.of(
                    TRAIN_PATHS,
                    VAL_PATHS,
                    TEST_PATHS,
                    TRAIN_ONLY_DATASET,
                    DATASET_FRACTION,
                    TRAIN_OVERRIDE_CSVS,
                    LABELS,
                    BATCH_SIZE,
                    DROP_LAST,
                    USE_WEIGHTED_TRAIN_SAMPLER);

    private DataGroup() {}

    private static <T> Setting<T> of(String name, Setting.Form<T> form, String help) {
        return Setting.of(Group.DATA, name, form, help);
    }

    static Recipe.Data read(Values values, int augmentationGrowthEpochs) {
        List<DatasetPath> train = list(values, TRAIN_PATHS);
        List<DatasetPath> validation = list(values, VAL_PATHS);
        boolean split = values.get(TRAIN_ONLY_DATASET);
        if (train.isEmpty()) {
            values.fault(TRAIN_PATHS, "is required: datasets to learn from, as TYPE:PATH");
        }
        if (split && !validation.isEmpty()) {
            values.fault(
                    TRAIN_ONLY_DATASET,
                    "has no effect: val_paths says what to validate on; give one of them");
        }
        if (!split && validation.isEmpty() && !values.get(RunGroup.SKIP_VALIDATION)) {
            values.fault(
                    VAL_PATHS,
                    "is required: datasets to validate on, as TYPE:PATH; train_only_dataset keeps a"
                            + " fifth of the training data for it, skip_validation does without");
        }
        if (!split && validation.isEmpty() && list(values, TEST_PATHS).isEmpty()) {
            values.unused(
                    "there is nothing to test on: neither test_paths nor val_paths",
                    RunGroup.LIMIT_TEST_BATCHES);
        }
        return new Recipe.Data(
                train,
                validation,
                list(values, TEST_PATHS),
                split,
                values.get(DATASET_FRACTION),
                list(values, TRAIN_OVERRIDE_CSVS),
                labels(values),
                values.get(DROP_LAST),
                values.get(BATCH_SIZE),
                values.get(USE_WEIGHTED_TRAIN_SAMPLER),
                augmentationGrowthEpochs);
    }

    /** The labels; none when they are discovered. */
    static List<String> labels(Values values) {
        List<String> labels = values.isUnused(LABELS) ? List.of() : list(values, LABELS);
        if (labels.equals(List.of(DISCOVER))) {
            return List.of();
        }
        if (labels.contains(DISCOVER)) {
            values.fault(LABELS, "must be DISCOVER alone or codes of labels");
        }
        if (Set.copyOf(labels).size() < labels.size()) {
            values.fault(LABELS, "must be different codes, but is " + labels);
        }
        if (labels.isEmpty() && !values.isUnused(LABELS)) {
            values.fault(LABELS, "must have at least one code, or be DISCOVER");
        }
        return labels;
    }

    private static <T> List<T> list(Values values, Setting<List<T>> setting) {
        List<T> list = values.get(setting);
        return list == null ? List.of() : list;
    }
}
