package lumen.training.engine;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Matrix products, linear layers and sums of products by index. */
final class LinearOperators {
    private LinearOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        Operators.binary(factories, "MatMul", Tensor::matmul);
        factories.put("Gemm", (node, attributes) -> generalProduct(attributes));
        factories.put("Einsum", (node, attributes) -> einsum(attributes));
        factories.put(FusedOperator.LINEAR, (node, attributes) -> LinearOperators::linear);
    }

    private static Tensor[] linear(Tensor[] inputs, Mode mode) {
        return new Tensor[] {
            torch.linear(inputs[0], inputs[1], TensorData.optional(Operators.optional(inputs, 2)))
        };
    }

    private static Operator einsum(Attributes attributes) {
        String equation = attributes.text("equation", "");
        return (inputs, mode) -> new Tensor[] {torch.einsum(equation, new TensorVector(inputs))};
    }

    private static Operator generalProduct(Attributes attributes) {
        boolean transposeFirst = attributes.flag("transA", false);
        boolean transposeSecond = attributes.flag("transB", false);
        float scale = attributes.real("alpha", 1);
        float offsetScale = attributes.real("beta", 1);
        boolean plain = scale == 1 && offsetScale == 1;
        return (inputs, mode) -> {
            Tensor first = transposeFirst ? inputs[0].t() : inputs[0];
            Tensor offset = Operators.optional(inputs, 2);
            if (plain && transposeSecond) {
                return new Tensor[] {torch.linear(first, inputs[1], TensorData.optional(offset))};
            }
            Tensor second = transposeSecond ? inputs[1].t() : inputs[1];
            Tensor result = first.matmul(second).mul(new Scalar(scale));
            return new Tensor[] {
                offset == null ? result : result.add(offset.mul(new Scalar(offsetScale)))
            };
        };
    }
}
