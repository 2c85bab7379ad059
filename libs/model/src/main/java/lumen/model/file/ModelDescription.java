package lumen.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a model file without loading its weights.
 *
 * @param metadata what the file says about itself
 * @param version the first 12 hexadecimal digits of the file's SHA-256
 * @param inputShape the shape of the graph's input; -1 where any size is accepted
 * @param parameters how many values training can change
 * @param sizeBytes the file's size
 */
public record ModelDescription(
        ModelMetadata metadata,
        String version,
        List<Long> inputShape,
        long parameters,
        long sizeBytes) {
    public ModelDescription {
        inputShape = List.copyOf(inputShape);
    }

    /** Whether a window of this shape, without the dimension N, can be fed to the model. */
    public boolean accepts(List<Integer> windowShape) {
        if (windowShape.size() != inputShape.size() - 1) {
            return false;
        }
        for (int i = 0; i < windowShape.size(); i++) {
            long wanted = inputShape.get(i + 1);
            if (wanted >= 0 && wanted != windowShape.get(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The shape of one window, such as {@code 1, 128, 76}, as {@link lumen.model.cost.Cost} needs
     * it: where any size is accepted, the feature specification's {@code window_frames}. Empty if
     * the specification does not say it.
     */
    public Optional<long[]> windowShape() {
        JsonNode frames = metadata.featureSpecification().path("window_frames");
        long[] shape = new long[inputShape.size()];
        for (int i = 0; i < shape.length; i++) {
            long size = i == 0 ? 1 : inputShape.get(i);
            if (size < 0 && !frames.canConvertToInt()) {
                return Optional.empty();
            }
            shape[i] = size < 0 ? frames.asInt() : size;
        }
        return Optional.of(shape);
    }
}
