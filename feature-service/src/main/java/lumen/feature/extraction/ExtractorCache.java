package lumen.feature.extraction;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;

/**
 * The extractors of the specifications used last. Making one costs a filter bank and a plan of the
 * transform, so requests of the same model share it; the bound keeps hostile or short-lived
 * specifications from filling the memory.
 */
@ApplicationScoped
public class ExtractorCache {
    static final int CAPACITY = 16;

    private final LinkedHashMap<FeatureSpecification, FeatureExtractor> extractors =
            new LinkedHashMap<>(2 * CAPACITY, 0.75f, true);

    /** An extractor of a specification. */
    public synchronized FeatureExtractor extractor(FeatureSpecification specification) {
        FeatureExtractor extractor =
                extractors.computeIfAbsent(specification, FeatureExtractor::of);
        if (extractors.size() > CAPACITY) {
            Map.Entry<FeatureSpecification, FeatureExtractor> eldest = extractors.firstEntry();
            extractors.remove(eldest.getKey());
        }
        return extractor;
    }

    synchronized int size() {
        return extractors.size();
    }
}
