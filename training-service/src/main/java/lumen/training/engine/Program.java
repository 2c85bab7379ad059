package lumen.training.engine;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Nodes in the order of their execution, with their values in numbered places. A value is closed
 * after the step that uses it last, so that no more memory is held than autograd needs.
 */
final class Program {
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    /** One node: where its values come from, where they go, and which die with it. */
    private record Step(String title, int[] from, int[] to, int[] dead, Operator operator) {}

    /**
     * Compiles nodes.
     *
     * @param nodes known operators only, each after those that make its inputs
     * @param kept names of values that outlive a run: parameters, constants, inputs, outputs
     * @param operatorSet version of ONNX's operators
     */
    Program(List<NodeProto> nodes, Set<String> kept, long operatorSet, Precision precision) {
        Map<Integer, Integer> lastUse = new HashMap<>();
        for (int index = 0; index < nodes.size(); index++) {
            for (String input : nodes.get(index).getInputList()) {
                lastUse.put(place(input), index);
            }
            for (String output : nodes.get(index).getOutputList()) {
                lastUse.putIfAbsent(place(output), index);
            }
        }
        Set<Integer> living = new HashSet<>(Set.of(place("")));
        kept.forEach(name -> living.add(place(name)));
        Map<Integer, List<Integer>> deaths = new HashMap<>();
        lastUse.forEach(
                (value, index) -> {
                    if (!living.contains(value)) {
                        deaths.computeIfAbsent(index, step -> new ArrayList<>()).add(value);
                    }
                });
        for (int index = 0; index < nodes.size(); index++) {
            NodeProto node = nodes.get(index);
            steps.add(
                    new Step(
                            "%s %s".formatted(node.getOpType(), node.getName()),
                            node.getInputList().stream().mapToInt(this::place).toArray(),
                            node.getOutputList().stream().mapToInt(this::place).toArray(),
                            deaths.getOrDefault(index, List.of()).stream()
                                    .mapToInt(Integer::intValue)
                                    .toArray(),
                            precision.applyTo(
                                    node.getOpType(),
                                    OperatorCatalogue.create(node, operatorSet))));
        }
    }

    private int place(String name) {
        return places.computeIfAbsent(name, unknown -> places.size());
    }

    /**
     * Executes all steps.
     *
     * @param given parameters, constants and inputs by name; they stay the caller's
     * @param output name of the value to return
     * @return the value, which the caller closes
     * @throws EngineException naming the node that failed
     */
    Tensor run(Mode mode, Map<String, Tensor> given, String output) {
        Tensor[] live = new Tensor[places.size()];
        given.forEach(
                (name, tensor) -> {
                    Integer place = places.get(name);
                    if (place != null) {
                        live[place] = tensor;
                    }
                });
        Tensor result = null;
        try {
            for (Step step : steps) {
                execute(step, mode, live);
            }
            result = live[places.get(output)];
        } finally {
            closeAllBut(result, given, live);
        }
        return result;
    }

    private static void execute(Step step, Mode mode, Tensor[] live) {
        Tensor[] arguments = new Tensor[step.from().length];
        for (int index = 0; index < arguments.length; index++) {
            arguments[index] = live[step.from()[index]];
        }
        Tensor[] results;
        try (PointerScope _ = new PointerScope()) {
            results = step.operator().run(arguments, mode);
            for (Tensor result : results) {
                result.retainReference();
            }
        } catch (EngineException failure) {
            throw new EngineException(
                    "%s: %s".formatted(step.title(), failure.getMessage()), failure);
        } catch (RuntimeException failure) {
            throw new EngineException(
                    "%s: %s".formatted(step.title(), firstLine(failure.getMessage())), failure);
        }
        for (int index = 0; index < results.length; index++) {
            if (index < step.to().length) {
                live[step.to()[index]] = results[index];
            } else {
                results[index].close();
            }
        }
        for (int place : step.dead()) {
            if (live[place] != null) {
                live[place].close();
                live[place] = null;
            }
        }
    }

    private static String firstLine(String message) {
        return message == null ? "no message" : message.lines().findFirst().orElse("");
    }

    /** Closes what a step left behind; without a result, when a node has failed, everything. */
    private static void closeAllBut(Tensor result, Map<String, Tensor> given, Tensor[] live) {
        Set<Tensor> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(given.values());
        if (result != null) {
            kept.add(result);
        }
        for (Tensor tensor : live) {
            if (tensor != null && !kept.contains(tensor)) {
                tensor.close();
            }
        }
    }
}
