package lumen.feature.extraction;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.augmentation.Augmentations;
import lumen.audio.augmentation.SampleAugmentation;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.sample.FeatureRecipe;
import lumen.audio.sample.StreamedClip;
import lumen.audio.sample.VariedSample;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.FeatureRequest.Variation;
import lumen.feature.source.DataRoots;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads from requests what is to be done. Making an extractor costs a filter bank and a plan of the
 * transform, and reading augmentations may list a folder of noise, so both are kept.
 */
@ApplicationScoped
public class Recipes {
    private final DecodingLimits limits;
    private final DecodingLimits limitsOfSamples;
    private final RecentlyUsed<FeatureSpecification, FeatureExtractor> extractors =
            new RecentlyUsed<>(FeatureExtractor::of);
    private final RecentlyUsed<JsonNode, Augmentations> augmentations;

    public Recipes(
            DataRoots roots,
            DecodingLimits limits,
            @ConfigProperty(name = "lumen.feature.training.max-duration")
                    Duration longestRecording) {
        this.limits = limits;
        limitsOfSamples = limits.withMaxDuration(longestRecording);
        augmentations =
                new RecentlyUsed<>(json -> Augmentations.fromJson(json, roots::locateFolder));
    }

    /**
     * How the features of a request are made.
     *
     * @throws IllegalArgumentException when its feature specification or its augmentations are none
     */
    public FeatureRecipe recipe(FeatureRequest request) {
        FeatureExtractor extractor =
                extractors.get(FeatureSpecification.fromJson(request.featureSpecification()));
        Variation variation = request.variation();
        if (variation == null) {
            return new StreamedClip(extractor, limits);
        }
        SampleAugmentation augmentation =
                augmentations
                        .get(variation.augmentations())
                        .sample(variation.seed(), request.itemId(), variation.epoch());
        if (request.audio().size() > augmentation.sources()) {
            throw new IllegalArgumentException(
                    "%d audio references, but the augmentations combine %d"
                            .formatted(request.audio().size(), augmentation.sources()));
        }
        return new VariedSample(extractor, augmentation, limitsOfSamples);
    }
}
