package lumen.training.effect;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import lumen.recipe.Recipe;
import lumen.training.data.LocalFeatureSource;
import lumen.training.run.RunEnvironment;
import lumen.training.run.RunSignals;
import lumen.training.run.TrainingRun;

/**
 * Runs that take a fraction of a second: four files to learn from in batches of two, four to
 * validate, two epochs, a tiny model that is trained further.
 */
final class TinyRun {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final ObjectNode standard;
    private int runs;

    /** Writes data and model. */
    TinyRun(Path folder) throws IOException {
        this.folder = folder;
        TinyData.write(folder.resolve("train"), 2, 2, 0);
        TinyData.write(folder.resolve("validation"), 2, 2, 10);
        standard = JSON.createObjectNode();
        standard.putArray("train_paths").add("irmastrain:" + folder.resolve("train"));
        standard.putArray("val_paths").add("irmastrain:" + folder.resolve("validation"));
        standard.put("ckpt", TinyModel.write(folder.resolve("tiny.onnx"), 1).toString());
        standard.put("feature_source", "LOCAL").put("device", "cpu").put("threads", 1);
        standard.put("batch_size", 2).put("epochs", 2).put("log_every_n_steps", 1);
        standard.put("label_smoothing", 0.0).put("gradient_clip_val", 0.0);
        standard.put("weight_average_decay", 0.0).put("weight_decay", 0.0);
        standard.put("lr", 0.01).put("scheduler", "COSINEANNEALING");
        standard.putArray("augmentations");
    }

    /** Where data and models are. */
    Path folder() {
        return folder;
    }

    /** The standard recipe with other options: JSON with single quotes; null takes one away. */
    Recipe recipe(String json) throws Exception {
        ObjectNode options = standard.deepCopy();
        options.setAll((ObjectNode) JSON.readTree(json.replace('\'', '"')));
        return Recipe.of(options);
    }

    /** The same for a fresh model of few features in place of the tiny one. */
    Recipe fresh(String json) throws Exception {
        ObjectNode options = standard.deepCopy();
        options.remove("ckpt");
        options.put("model", "mn04").put("sampling_rate", 8000).put("n_fft", 256);
        options.put("hop_length", 128).put("n_mels", 16).put("window_frames", 16);
        options.putArray("labels").add("pia").add("vio");
        options.setAll((ObjectNode) JSON.readTree(json.replace('\'', '"')));
        return Recipe.of(options);
    }

    /** Runs the standard recipe with other options. */
    Told run(String json) throws Exception {
        return run(recipe(json), RunSignals.NONE);
    }

    /** Begins a run and ends it before its first step: data and model are there. */
    Told begin(Recipe recipe) throws Exception {
        return run(recipe, () -> RunSignals.Order.CANCEL);
    }

    Told run(Recipe recipe, RunSignals signals) throws Exception {
        Told told = new Told(folder.resolve("run-" + ++runs));
        return goOn(told, recipe, signals);
    }

    /** Runs in a folder, which may hold the state of an interrupted run. */
    Told goOn(Told told, Recipe recipe, RunSignals signals) throws Exception {
        try (LocalFeatureSource features = new LocalFeatureSource(recipe.execution().workers())) {
            RunEnvironment environment =
                    new RunEnvironment(
                            features,
                            folder::resolve,
                            folder::resolve,
                            8,
                            1 << 24,
                            Duration.ofHours(1));
            told.result = new TrainingRun(recipe, told.folder, environment, told, signals).run();
        }
        return told;
    }
}
