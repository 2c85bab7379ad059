package lumen.training.engine;

import static lumen.training.engine.OperatorCase.floats;

import java.util.ArrayList;
import java.util.List;

/** Activation functions, in the engine and in ONNX Runtime. */
class ActivationParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        for (String type :
                List.of(
                        "Relu",
                        "HardSwish",
                        "Sigmoid",
                        "Tanh",
                        "Softplus",
                        "Softsign",
                        "LeakyRelu",
                        "HardSigmoid",
                        "Elu",
                        "Selu",
                        "Celu",
                        "ThresholdedRelu",
                        "LogSoftmax",
                        "Softmax")) {
            cases.add(OperatorCase.unary(type, 17));
        }
        cases.add(OperatorCase.unary("Mish", 18));
        cases.add(OperatorCase.unary("Gelu", 20));
        cases.add(OperatorCase.unary("Gelu by tanh", "Gelu", 20, "approximate", "tanh"));
        cases.add(OperatorCase.unary("Elu of a factor", "Elu", 17, "alpha", 0.5f));
        cases.add(OperatorCase.unary("Celu of a factor", "Celu", 17, "alpha", 2f));
        cases.add(
                OperatorCase.unary(
                        "HardSigmoid of MobileNetV3", "HardSigmoid", 17, "alpha", 1f / 6));
        cases.add(OperatorCase.unary("Softmax of an axis", "Softmax", 17, "axis", 1L));
        cases.add(OperatorCase.unary("Softmax before version 13", "Softmax", 11));
        cases.add(
                OperatorCase.of(
                        "PRelu",
                        new Graphs()
                                .input("x", 2, 3, 4)
                                .output()
                                .weight("s", floats(3), 3, 1)
                                .node("PRelu", "x,s", "y")
                                .model()));
        return cases;
    }
}
