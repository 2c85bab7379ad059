package lumen.training.optimization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Cross-entropy of instrument families: a family's logit is the greatest of its instruments', its
 * target the greatest of theirs. To take a violin for a cello is then the smaller mistake.
 *
 * @param families places of each family's labels; none empty
 * @param factor what it is multiplied by before it is added to the loss of a window
 */
public record FamilyLoss(List<long[]> families, double factor) {
    /** Checks the ranges. */
    public FamilyLoss {
        families = List.copyOf(families);
        if (families.isEmpty() || !(factor > 0)) {
            throw new IllegalArgumentException("a family loss needs families and a factor above 0");
        }
    }

    /**
     * Groups labels.
     *
     * @param familyOfLabel name of each label's family
     */
    public static FamilyLoss of(List<String> familyOfLabel, double factor) {
        Map<String, List<Long>> places = new TreeMap<>();
        for (int label = 0; label < familyOfLabel.size(); label++) {
            places.computeIfAbsent(familyOfLabel.get(label), _ -> new ArrayList<>())
                    .add((long) label);
        }
        return new FamilyLoss(
                places.values().stream()
                        .map(family -> family.stream().mapToLong(Long::longValue).toArray())
                        .toList(),
                factor);
    }

    /** The factor times the mean over families, {@code [windows]}. */
    Tensor of(Tensor logits, Tensor targets) {
        return new CrossEntropy()
                .of(greatest(logits), greatest(targets))
                .mean(1)
                .mul(new Scalar(factor));
    }

    private Tensor greatest(Tensor labels) {
        TensorVector columns = new TensorVector();
        for (long[] family : families) {
            Tensor places =
                    AbstractTensor.create(family).to(labels.device(), torch.ScalarType.Long);
            columns.push_back(labels.index_select(1, places).amax(new long[] {1}, false));
        }
        return torch.stack(columns, 1);
    }
}
