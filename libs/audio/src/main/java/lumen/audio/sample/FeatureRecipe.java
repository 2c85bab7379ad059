package lumen.audio.sample;

import java.util.List;
import lumen.audio.FeatureSpecification;
import lumen.audio.WindowConsumer;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.SampleSource;

/** How the features of an item are made of its clips. */
public sealed interface FeatureRecipe permits StreamedClip, VariedSample {
    /** What the features are. */
    FeatureSpecification specification();

    /**
     * Computes the item's windows.
     *
     * @param clips at least one
     * @param consumer takes the windows; when this fails it has taken those before the failure
     * @throws AudioException if a clip cannot be used
     */
    Extraction extract(List<SampleSource> clips, WindowConsumer consumer) throws AudioException;
}
