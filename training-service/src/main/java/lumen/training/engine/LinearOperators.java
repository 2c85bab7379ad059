package lumen.training.engine;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Matrix products, linear layers and attention. */
final class LinearOperators {
    private LinearOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("MatMul", (node, attributes) -> LinearOperators::product);
        factories.put("Gemm", (node, attributes) -> generalProduct(attributes));
        factories.put("Attention", (node, attributes) -> LinearOperators::attention);
        factories.put(GraphFusion.LINEAR, (node, attributes) -> LinearOperators::linear);
    }

    private static Tensor[] product(Tensor[] inputs, Mode mode) {
        return new Tensor[] {inputs[0].matmul(inputs[1])};
    }

    private static Tensor[] linear(Tensor[] inputs, Mode mode) {
        return new Tensor[] {
            torch.linear(inputs[0], inputs[1], TensorData.optional(third(inputs)))
        };
    }

    private static Tensor[] attention(Tensor[] inputs, Mode mode) {
        if (inputs.length > 3) {
            throw new EngineException("Attention with a mask or a cache");
        }
        return new Tensor[] {torch.scaled_dot_product_attention(inputs[0], inputs[1], inputs[2])};
    }

    private static Operator generalProduct(Attributes attributes) {
        boolean transposeFirst = attributes.flag("transA", false);
        boolean transposeSecond = attributes.flag("transB", false);
        float scale = attributes.real("alpha", 1);
        float offsetScale = attributes.real("beta", 1);
        boolean plain = scale == 1 && offsetScale == 1;
        return (inputs, mode) -> {
            Tensor first = transposeFirst ? inputs[0].t() : inputs[0];
            if (plain && transposeSecond) {
                return new Tensor[] {
                    torch.linear(first, inputs[1], TensorData.optional(third(inputs)))
                };
            }
            Tensor second = transposeSecond ? inputs[1].t() : inputs[1];
            Tensor result = first.matmul(second).mul(new Scalar(scale));
            Tensor offset = third(inputs);
            return new Tensor[] {
                offset == null ? result : result.add(offset.mul(new Scalar(offsetScale)))
            };
        };
    }

    private static Tensor third(Tensor[] inputs) {
        return inputs.length > 2 ? inputs[2] : null;
    }
}
