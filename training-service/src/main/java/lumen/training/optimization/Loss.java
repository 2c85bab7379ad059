package lumen.training.optimization;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * What training makes small: for every window the mean of its labels' losses, and what is added to
 * it.
 *
 * @param elements the loss of a label
 * @param labelSmoothing how far targets move from 0 and 1 towards 1/2, 0 to 1: a target y becomes
 *     {@code y (1 - s) + s / 2}
 * @param families added where families count
 * @param distillation takes a share of the loss where there is a teacher
 */
public record Loss(
        ElementLoss elements,
        double labelSmoothing,
        Optional<FamilyLoss> families,
        Optional<Distillation> distillation) {
    /** Checks the range. */
    public Loss {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "label smoothing must be in [0, 1), was " + labelSmoothing);
        }
    }

    /** A loss of labels alone. */
    public Loss(ElementLoss elements) {
        this(elements, 0, Optional.empty(), Optional.empty());
    }

    /** The loss that validation reports: of the labels as they are, without a teacher. */
    public Loss forValidation() {
        return new Loss(elements, 0, families, Optional.empty());
    }

    /**
     * The loss of each window, {@code [windows]}, in the pointer scope around the call.
     *
     * @param logits {@code [windows, labels]}
     * @param targets same shape, from 0 to 1
     * @param teacher the teacher's logits, same shape; empty exactly when there is none
     */
    public Tensor ofWindows(Tensor logits, Tensor targets, Optional<Tensor> teacher) {
        if (teacher.isPresent() != distillation.isPresent()) {
            throw new IllegalArgumentException("a teacher and distillation go together");
        }
        Tensor smooth =
                labelSmoothing == 0
                        ? targets
                        : targets.mul(new Scalar(1 - labelSmoothing))
                                .add(new Scalar(labelSmoothing / 2));
        Tensor loss = elements.of(logits, smooth).mean(1);
        if (families.isPresent()) {
            loss = loss.add(families.get().of(logits, targets));
        }
        if (distillation.isPresent()) {
            double weight = distillation.get().weight();
            loss =
                    loss.mul(new Scalar(1 - weight))
                            .add(
                                    distillation
                                            .get()
                                            .of(logits, teacher.orElseThrow())
                                            .mul(new Scalar(weight)));
        }
        return loss;
    }

    /**
     * The mean loss of all windows where there is no teacher, in the pointer scope around the call.
     *
     * @param logits {@code [windows, labels]}
     * @param targets same shape, from 0 to 1
     */
    public Tensor ofBatch(Tensor logits, Tensor targets) {
        return ofWindows(logits, targets, Optional.empty()).mean();
    }
}
