package lumen.training.optimization;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Learning from a teacher (Hinton et al., Distilling the Knowledge in a Neural Network, 2015):
 * cross-entropy between the teacher's and the student's probabilities, both softened by a
 * temperature T and multiplied by T², so that its gradients do not shrink with T.
 *
 * @param weight share of the loss that comes from the teacher, above 0 and at most 1
 * @param temperature T, above 0
 */
public record Distillation(double weight, double temperature) {
    /** Checks the ranges. */
    public Distillation {
        if (!(weight > 0 && weight <= 1 && temperature > 0)) {
            throw new IllegalArgumentException(
                    "distillation with weight %s and temperature %s"
                            .formatted(weight, temperature));
        }
    }

    /** The mean over labels, {@code [windows]}, before it is weighted. */
    Tensor of(Tensor logits, Tensor teacher) {
        Scalar warmth = new Scalar(temperature);
        return new CrossEntropy()
                .of(logits.div(warmth), teacher.div(warmth).sigmoid())
                .mean(1)
                .mul(new Scalar(temperature * temperature));
    }
}
