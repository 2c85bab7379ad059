package lumen.audio.sample;

import java.util.List;
import java.util.Objects;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.Summary;
import lumen.audio.WindowConsumer;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.SampleSource;

/**
 * One clip as it is, computed while it is decoded, so that one of any length takes little memory.
 *
 * @param extractor computes the features
 * @param limits what is put up with
 */
public record StreamedClip(FeatureExtractor extractor, DecodingLimits limits)
        implements FeatureRecipe {
    public StreamedClip {
        Objects.requireNonNull(extractor, "extractor");
        Objects.requireNonNull(limits, "limits");
    }

    @Override
    public FeatureSpecification specification() {
        return extractor.specification();
    }

    @Override
    public Extraction extract(List<SampleSource> clips, WindowConsumer consumer)
            throws AudioException {
        Summary summary = extractor.extract(clips.getFirst(), limits, consumer);
        return new Extraction(
                summary.durationSeconds(), summary.windows(), summary.transformSeconds());
    }
}
