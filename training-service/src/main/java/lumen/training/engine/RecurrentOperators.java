package lumen.training.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Recurrent layers of one direction or both: LSTM and GRU.
 *
 * <p>ONNX orders the gates otherwise than libtorch and keeps both directions in one tensor; the
 * weights are cut up and put together again at each pass, and their gradients go the same way back.
 */
final class RecurrentOperators {
    /**
     * Where libtorch's gates input, forget, cell, output stand in ONNX's input, output, forget,
     * cell.
     */
    private static final int[] LSTM_GATES = {0, 2, 3, 1};

    /** Where libtorch's gates reset, update, new stand in ONNX's update, reset, hidden. */
    private static final int[] GRU_GATES = {1, 0, 2};

    private RecurrentOperators() {}

    static void register(Map<String, OperatorFactory> factories) {
        factories.put("LSTM", (node, attributes) -> lstm(attributes));
        factories.put("GRU", (node, attributes) -> gru(attributes));
    }

    private static Operator lstm(Attributes attributes) {
        requireUsual(attributes, List.of("Sigmoid", "Tanh", "Tanh"));
        attributes.requireDefault("input_forget", 0);
        boolean reverse = attributes.text("direction", "forward").equals("reverse");
        return (inputs, mode) -> {
            refuse(inputs, 7, "peephole weights");
            Layer layer = new Layer(inputs, reverse, LSTM_GATES);
            TensorVector state = new TensorVector(layer.initial(5), layer.initial(6));
            var results =
                    torch.lstm(
                            layer.signal,
                            state,
                            layer.weights,
                            true,
                            1,
                            0.0,
                            false,
                            layer.directions == 2,
                            false);
            return new Tensor[] {
                layer.sequence(results.get0()), results.get1().alias(), results.get2().alias()
            };
        };
    }

    private static Operator gru(Attributes attributes) {
        requireUsual(attributes, List.of("Sigmoid", "Tanh"));
        if (!attributes.flag("linear_before_reset", false)) {
            throw new EngineException("GRU with linear_before_reset = 0");
        }
        boolean reverse = attributes.text("direction", "forward").equals("reverse");
        return (inputs, mode) -> {
            Layer layer = new Layer(inputs, reverse, GRU_GATES);
            var results =
                    torch.gru(
                            layer.signal,
                            layer.initial(5),
                            layer.weights,
                            true,
                            1,
                            0.0,
                            false,
                            layer.directions == 2,
                            false);
            return new Tensor[] {layer.sequence(results.get0()), results.get1().alias()};
        };
    }

    private static void requireUsual(Attributes attributes, List<String> usual) {
        List<String> given = attributes.texts("activations");
        for (int index = 0; index < given.size(); index++) {
            if (!given.get(index).equals(usual.get(index % usual.size()))) {
                throw new EngineException("activations " + given);
            }
        }
        if (attributes.has("clip")) {
            throw new EngineException("clip");
        }
        attributes.requireDefault("layout", 0);
    }

    private static void refuse(Tensor[] inputs, int place, String what) {
        if (Operators.optional(inputs, place) != null) {
            throw new EngineException(what + " cannot be trained");
        }
    }

    /** One layer's inputs in libtorch's order. */
    private static final class Layer {
        private final Tensor[] inputs;
        private final boolean reverse;
        private final Tensor signal;
        private final long directions;
        private final long hidden;
        private final TensorVector weights = new TensorVector();

        Layer(Tensor[] inputs, boolean reverse, int[] gates) {
            refuse(inputs, 4, "sequence lengths");
            this.inputs = inputs;
            this.reverse = reverse;
            directions = inputs[1].size(0);
            hidden = inputs[2].size(2);
            signal = reverse ? torch.flip(inputs[0], 0) : inputs[0];
            for (long direction = 0; direction < directions; direction++) {
                weights.push_back(reordered(inputs[1].select(0, direction), gates));
                weights.push_back(reordered(inputs[2].select(0, direction), gates));
                Tensor biases = Operators.optional(inputs, 3);
                Tensor both =
                        biases == null
                                ? torch.zeros_like(inputs[2].select(0, 0).select(1, 0)).repeat(2)
                                : biases.select(0, direction);
                long half = gates.length * hidden;
                weights.push_back(reordered(both.narrow(0, 0, half), gates));
                weights.push_back(reordered(both.narrow(0, half, half), gates));
            }
        }

        private Tensor reordered(Tensor stacked, int[] gates) {
            List<Tensor> blocks = new ArrayList<>();
            Function<Integer, Tensor> block = gate -> stacked.narrow(0, gate * hidden, hidden);
            for (int gate : gates) {
                blocks.add(block.apply(gate));
            }
            return torch.cat(new TensorVector(blocks.toArray(Tensor[]::new)), 0);
        }

        Tensor initial(int place) {
            Tensor given = Operators.optional(inputs, place);
            return given != null
                    ? given
                    : torch.zeros(
                            new long[] {directions, signal.size(1), hidden}, signal.options());
        }

        /**
         * {@code [time, examples, directions hidden]} as {@code [time, directions, examples,
         * hidden]}.
         */
        Tensor sequence(Tensor output) {
            Tensor split =
                    output.reshape(output.size(0), output.size(1), directions, hidden)
                            .permute(0, 2, 1, 3);
            return reverse ? torch.flip(split, 0) : split;
        }
    }
}
