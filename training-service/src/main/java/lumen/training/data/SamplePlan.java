package lumen.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import lumen.audio.FeatureSpecification;
import lumen.audio.augmentation.AugmentationRandom;
import lumen.audio.augmentation.Augmentations;
import lumen.audio.augmentation.SampleAugmentation;
import lumen.audio.augmentation.SourceSelection;
import lumen.contracts.topic.FeatureRequest.Variation;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import lumen.recipe.Recipe;

/**
 * Which samples an epoch has and what each of them is made of. Everything follows from dataset,
 * augmentations and seed, so that an epoch is the same whenever and wherever it is planned.
 * Thread-safe.
 */
public final class SamplePlan {
    private final List<AudioFile> files;
    private final List<float[]> labels;
    private final FeatureSpecification features;
    private final Augmentations augmentations;
    private final JsonNode augmentationsJson;
    private final int growthEpochs;
    private final SourceSelection selection;
    private final Optional<WeightedDraw> draw;
    private final long seed;

    /**
     * @param train what is learnt from
     * @param features what is computed of each sample
     * @param augmentations how samples are combined and varied
     * @param growthEpochs epochs in which more and more samples are augmented: in epoch e, counted
     *     from 0, with the chance {@code (e + 1/2) / growthEpochs}; 0 when all are from the
     *     beginning
     * @param weighted whether files are drawn with replacement, those of rare labels more often, in
     *     place of each once in an epoch
     * @param seed the run's
     */
    public SamplePlan(
            Dataset train,
            FeatureSpecification features,
            Augmentations augmentations,
            int growthEpochs,
            boolean weighted,
            long seed) {
        this.files = train.files();
        this.labels = files.stream().map(train::target).toList();
        this.features = features;
        this.augmentations = augmentations;
        this.growthEpochs = growthEpochs;
        this.augmentationsJson = augmentations.toJson();
        this.selection = new SourceSelection(labels);
        this.draw = weighted ? Optional.of(WeightedDraw.byRarity(labels)) : Optional.empty();
        this.seed = seed;
    }

    /**
     * The plan of a recipe.
     *
     * @param features what is computed of each sample: the recipe's, or the checkpoint's
     */
    public static SamplePlan of(Recipe recipe, TrainingData data, FeatureSpecification features) {
        return new SamplePlan(
                data.train(),
                features,
                Augmentations.fromJson(recipe.augmentations(), Path::of),
                recipe.data().augmentationGrowthEpochs(),
                recipe.data().weightedSampling(),
                recipe.run().seed());
    }

    /** The number of samples in an epoch. */
    public int size() {
        return files.size();
    }

    /** The number of labels. */
    public int labels() {
        return labels.isEmpty() ? 0 : labels.getFirst().length;
    }

    /**
     * The samples of an epoch.
     *
     * @param epoch counted from 0
     * @return the index of each sample's own file
     */
    public int[] order(int epoch) {
        RandomGenerator random = AugmentationRandom.of(seed, "order", epoch);
        int[] order = new int[size()];
        if (draw.isPresent()) {
            Arrays.setAll(order, _ -> draw.get().next(random));
            return order;
        }
        Arrays.setAll(order, index -> index);
        for (int last = order.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int moved = order[last];
            order[last] = order[other];
            order[other] = moved;
        }
        return order;
    }

    /**
     * A sample of an epoch.
     *
     * @param epoch counted from 0
     * @param place the sample's place in the epoch's order, counted from 0
     * @param file the index of its own file
     */
    public Sample sample(int epoch, int place, int file) {
        String id = "train/%d/%d".formatted(epoch, place);
        AugmentationRandom random = AugmentationRandom.of(seed, id, epoch);
        if (augmentations.isEmpty() || !isAugmented(epoch, random.of("growth"))) {
            return new Sample(
                    id,
                    List.of(files.get(file).path()),
                    labels.get(file),
                    features,
                    Optional.empty());
        }
        SampleAugmentation augmentation = augmentations.sample(seed, id, epoch);
        List<Path> recordings = new ArrayList<>(List.of(files.get(file).path()));
        List<float[]> ofRecordings = new ArrayList<>(List.of(labels.get(file)));
        int wanted = augmentation.sources() - 1;
        for (int other : selection.choose(file, wanted, random.of("sources"))) {
            recordings.add(files.get(other).path());
            ofRecordings.add(labels.get(other));
        }
        return new Sample(
                id,
                recordings,
                augmentation.labels(ofRecordings),
                features,
                Optional.of(new Variation(augmentationsJson, seed, epoch)));
    }

    private boolean isAugmented(int epoch, RandomGenerator random) {
        return growthEpochs == 0 || random.nextDouble() < (epoch + 0.5) / growthEpochs;
    }
}
