package lumen.recipe;

import java.util.Map;
import java.util.Optional;

/** Options of the reference that are settings of services here, or not needed. */
final class ReferenceOptions {
    private static final Map<String, String> REPLACED =
            Map.ofEntries(
                    Map.entry("path_workdir", "paths are relative to lumen's data roots"),
                    Map.entry("path_data", "lumen.data-roots of the services says it"),
                    Map.entry("path_irmas", "name the dataset in train_paths"),
                    Map.entry("path_irmas_train", "name the dataset in train_paths"),
                    Map.entry("path_irmas_test", "name the dataset in val_paths or test_paths"),
                    Map.entry("path_irmas_train_features", "features are cached by themselves"),
                    Map.entry("path_irmas_sample", "name the dataset in train_paths"),
                    Map.entry("path_openmic", "name the dataset in train_paths as openmic:DIR"),
                    Map.entry("path_models", "lumen.training.runs-directory says it"),
                    Map.entry("path_models_quick", "lumen.training.runs-directory says it"),
                    Map.entry(
                            "path_background_noise",
                            "it is an argument of an augmentation: aug_kwargs"
                                    + " path_background_noise=DIR"),
                    Map.entry("path_figures", "figures are drawn by lumen evaluate --out-dir"),
                    Map.entry("path_embeddings", "features are cached by themselves"),
                    Map.entry("path_server", "the gateway brings its pages along"),
                    Map.entry("dataset_paths", "it is for lumen predict and lumen evaluate"),
                    Map.entry("num_labels", "labels names them"),
                    Map.entry(
                            "normalize_image",
                            "features are always standardised; feature_mean and feature_std say"
                                    + " how"),
                    Map.entry("use_rgb", "the architecture decides how many channels it has"),
                    Map.entry("bar_update", "the progress bar is the command line's business"),
                    Map.entry("verify_config", "lumen train --dry-run shows what a run would do"),
                    Map.entry("accelerator", "device says it"),
                    Map.entry("devices", "device says it: a run takes one"),
                    Map.entry("max_epochs", "epochs says it"));

    private ReferenceOptions() {}

    /** What to do in place of an option of the reference; empty when it is none. */
    static Optional<String> replacement(String name) {
        return Optional.ofNullable(REPLACED.get(name));
    }
}
