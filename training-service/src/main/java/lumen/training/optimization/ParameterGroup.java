package lumen.training.optimization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/**
 * Parameters that are optimised alike.
 *
 * @param parameters trained tensors by name
 * @param rateFactor what the learning rate of a step is multiplied by; above 0
 * @param weightDecay not negative
 */
public record ParameterGroup(
        Map<String, Tensor> parameters, double rateFactor, double weightDecay) {
    /** Checks the ranges. */
    public ParameterGroup {
        if (!(rateFactor > 0) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "a group needs a factor above 0 and no negative decay, was %s and %s"
                            .formatted(rateFactor, weightDecay));
        }
    }

    /**
     * The usual groups: tensors of more than one axis decay, biases and the scales of
     * normalisations do not; the backbone may learn more slowly than the head. The reference lets
     * the scales of batch normalisations decay, too, which changes nothing that a network computes
     * but the size of its steps.
     *
     * @param parameters all trained tensors by name
     * @param weightDecay of tensors of more than one axis
     * @param isHead tells the head's parameters
     * @param backboneFactor what the learning rate of all others is multiplied by
     */
    public static List<ParameterGroup> usual(
            Map<String, Tensor> parameters,
            double weightDecay,
            Predicate<String> isHead,
            double backboneFactor) {
        List<ParameterGroup> groups = new ArrayList<>();
        for (boolean head : new boolean[] {false, true}) {
            for (boolean decaying : new boolean[] {true, false}) {
                Map<String, Tensor> members = new LinkedHashMap<>();
                parameters.forEach(
                        (name, tensor) -> {
                            if (isHead.test(name) == head && tensor.dim() > 1 == decaying) {
                                members.put(name, tensor);
                            }
                        });
                if (!members.isEmpty()) {
                    groups.add(
                            new ParameterGroup(
                                    members,
                                    head ? 1 : backboneFactor,
                                    decaying ? weightDecay : 0));
                }
            }
        }
        return groups;
    }
}
