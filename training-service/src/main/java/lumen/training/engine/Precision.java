package lumen.training.engine;

import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The numbers that matrix products and convolutions are computed with. */
public enum Precision {
    /** Single precision everywhere. */
    FLOAT32,
    /**
     * Matrix products, convolutions and attention round their inputs to bfloat16 (8 bits of
     * mantissa) and add in single precision; weights, gradients and everything else stay as they
     * are.
     */
    BFLOAT16;

    private static final Set<String> REDUCED =
            Set.of(
                    "Conv",
                    "ConvTranspose",
                    "MatMul",
                    "Gemm",
                    "Attention",
                    FusedOperator.LINEAR,
                    FusedOperator.ATTENTION);

    /** The operator of a node type in this precision. */
    Operator applyTo(String type, Operator operator) {
        if (this == FLOAT32 || !REDUCED.contains(type)) {
            return operator;
        }
        return (inputs, mode) -> {
            Tensor[] rounded = new Tensor[inputs.length];
            boolean isReal = false;
            for (int index = 0; index < inputs.length; index++) {
                Tensor input = inputs[index];
                boolean round = input != null && input.scalar_type().intern() == ScalarType.Float;
                isReal |= round;
                rounded[index] = round ? input.to(ScalarType.BFloat16) : input;
            }
            Tensor[] results = operator.run(rounded, mode);
            if (isReal) {
                for (int index = 0; index < results.length; index++) {
                    results[index] = results[index].to(ScalarType.Float).alias();
                }
            }
            return results;
        };
    }
}
