package lumen.training.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.datasets.LabelSet;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.Preprocessing;
import lumen.model.architecture.TimePooling;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.weights.WeightFile;
import lumen.model.weights.WeightLoading;
import lumen.recipe.Recipe;
import lumen.training.data.BatchFeed;
import lumen.training.data.TrainingDataException;
import lumen.training.engine.BatchStatistics;

/** Makes the model that a run begins with. */
final class InitialModel {
    private InitialModel() {}

    /** A model file that is trained further. */
    static ModelProto further(Recipe recipe) throws IOException, ModelFormatException {
        return withMomentum(recipe, ModelFile.read(recipe.network().checkpoint()));
    }

    /**
     * A fresh network, with published weights where the recipe names some.
     *
     * @param rows rows of a window
     * @param feed is begun when its features have to be measured
     * @param log takes lines for people
     */
    static ModelProto fresh(
            Recipe recipe,
            RunEnvironment environment,
            LabelSet labels,
            int rows,
            BatchFeed feed,
            Consumer<String> log)
            throws IOException, ModelFormatException, InterruptedException, TrainingDataException {
        Recipe.Network network = recipe.network();
        boolean given = network.mean() != null && network.deviation() != null;
        Standardisation measured =
                given
                        ? new Standardisation(network.mean(), network.deviation())
                        : Standardisation.measure(feed);
        log.accept(
                "features: mean %.3f, standard deviation %.3f"
                        .formatted(measured.mean(), measured.deviation()));
        OptionalInt height =
                network.imageHeight() == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(network.imageHeight());
        ModelProto model =
                Architectures.named(network.architecture())
                        .build(
                                new Blueprint(
                                        new Preprocessing(
                                                rows,
                                                measured.mean(),
                                                measured.deviation(),
                                                height),
                                        network.head(labels.codes()),
                                        labels.size(),
                                        network.pooling() == null
                                                ? TimePooling.MEAN
                                                : network.pooling(),
                                        recipe.run().seed()));
        if (network.pretrainedWeights() != null) {
            Path file = environment.weights().find(network.pretrainedWeights());
            try (WeightFile weights = WeightFile.open(file)) {
                WeightLoading.Loaded loaded = WeightLoading.load(model, weights);
                log.accept(
                        "weights of %s: %s"
                                .formatted(file.getFileName(), loaded.report().summary()));
                if (loaded.report().taken() == 0) {
                    throw new LumenException(
                            ErrorCode.TRAINING_MODEL_INVALID,
                            "no weight of %s fits %s: %s"
                                    .formatted(
                                            file.getFileName(),
                                            network.architecture(),
                                            loaded.report().summary()));
                }
                model = loaded.model();
            }
        }
        return withMomentum(recipe, model);
    }

    private static ModelProto withMomentum(Recipe recipe, ModelProto model) {
        Double momentum = recipe.optimisation().batchNormMomentum();
        return momentum == null ? model : BatchStatistics.withMomentum(model, momentum);
    }
}
