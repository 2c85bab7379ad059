package lumen.model.cost;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Operators that arrange, select and reduce; whole numbers are followed through them. */
final class ShapeRules {
    private ShapeRules() {}

    /**
     * @throws UnknownSizeException if the operator is not known here
     */
    static List<Size> outputs(NodeInputs node) {
        String operator = node.node().getOpType();
        if (operator.startsWith("Reduce")) {
            return List.of(reduce(node));
        }
        return switch (operator) {
            case "Constant" -> List.of(constant(node));
            case "ConstantOfShape" -> List.of(constantOfShape(node));
            case "Shape" -> List.of(shape(node));
            case "Range" -> List.of(range(node));
            case "Reshape" -> List.of(reshape(node));
            case "Flatten" -> List.of(flatten(node));
            case "Transpose" -> List.of(transpose(node));
            case "Squeeze" -> List.of(squeeze(node));
            case "Unsqueeze" -> List.of(unsqueeze(node));
            case "Concat" -> List.of(concatenate(node));
            case "Slice" -> List.of(slice(node));
            case "Split" -> split(node);
            case "Gather" -> List.of(gather(node));
            case "Expand" ->
                    List.of(
                            Size.of(
                                    Size.broadcast(
                                            node.get(0).shape(), node.get(1).requireValues())));
            case "Tile" -> List.of(tile(node));
            case "Pad" -> List.of(pad(node));
            default -> throw new UnknownSizeException("the operator " + operator);
        };
    }

    private static Size constant(NodeInputs node) {
        Optional<TensorProto> tensor = node.tensor("value");
        if (tensor.isPresent()) {
            return SizeInference.sizeOf(tensor.get());
        }
        if (node.attribute("value_int").isPresent()) {
            return Size.ofValues(node.integer("value_int", 0)).reshaped();
        }
        return node.integers("value_ints").map(Size::ofValues).orElseGet(Size::of);
    }

    private static Size constantOfShape(NodeInputs node) {
        Size size = Size.of(node.get(0).requireValues());
        Optional<Size> value = node.tensor("value").map(SizeInference::sizeOf);
        if (size.count() > Size.MOST_VALUES || value.isEmpty() || value.get().values().isEmpty()) {
            return size;
        }
        long[] values = new long[(int) size.count()];
        Arrays.fill(values, value.get().requireValues()[0]);
        return new Size(size.shape(), Optional.of(values));
    }

    private static Size shape(NodeInputs node) {
        long[] shape = node.get(0).shape();
        int begin = node.get(0).axis(node.integer("start", 0));
        int end = node.get(0).axis(node.integer("end", shape.length));
        return Size.ofValues(Arrays.copyOfRange(shape, begin, end));
    }

    private static Size range(NodeInputs node) {
        long begin = node.get(0).requireValues()[0];
        long end = node.get(1).requireValues()[0];
        long step = node.get(2).requireValues()[0];
        long count = Math.max(0, Math.ceilDiv(Math.subtractExact(end, begin), step));
        if (count > Size.MOST_VALUES) {
            return Size.of(count);
        }
        return Size.ofValues(
                LongStream.range(0, count).map(index -> begin + index * step).toArray());
    }

    private static Size reshape(NodeInputs node) {
        Size input = node.get(0);
        long[] shape = node.get(1).requireValues().clone();
        long known = 1;
        int open = -1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0 && node.integer("allowzero", 0) == 0) {
                shape[i] = input.shape()[i];
            }
            if (shape[i] < 0) {
                open = i;
            } else {
                known *= shape[i];
            }
        }
        if (open >= 0) {
            shape[open] = input.count() / known;
        }
        return input.reshaped(shape);
    }

    private static Size flatten(NodeInputs node) {
        Size input = node.get(0);
        int axis = input.axis(node.integer("axis", 1));
        long before = Arrays.stream(input.shape()).limit(axis).reduce(1, Math::multiplyExact);
        return Size.of(before, input.count() / before);
    }

    private static Size transpose(NodeInputs node) {
        Size input = node.get(0);
        long[] order =
                node.integers("perm")
                        .orElseGet(
                                () ->
                                        LongStream.range(0, input.rank())
                                                .map(i -> input.rank() - 1 - i)
                                                .toArray());
        return Size.of(Arrays.stream(order).map(input::along).toArray());
    }

    private static Size squeeze(NodeInputs node) {
        Size input = node.get(0);
        Optional<long[]> axes = node.integers("axes", 1);
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            int at = axis;
            boolean dropped =
                    axes.map(list -> Arrays.stream(list).anyMatch(a -> input.axis(a) == at))
                            .orElse(input.shape()[axis] == 1);
            if (!dropped) {
                shape.add(input.shape()[axis]);
            }
        }
        return input.reshaped(array(shape));
    }

    private static Size unsqueeze(NodeInputs node) {
        Size input = node.get(0);
        long[] axes =
                node.integers("axes", 1)
                        .orElseThrow(() -> new UnknownSizeException("Unsqueeze without axes"));
        int rank = input.rank() + axes.length;
        List<Long> added =
                Arrays.stream(axes).map(a -> a < 0 ? a + rank : a).sorted().boxed().toList();
        List<Long> shape = new ArrayList<>(LongStream.of(input.shape()).boxed().toList());
        added.forEach(axis -> shape.add(axis.intValue(), 1L));
        return input.reshaped(array(shape));
    }

    private static Size concatenate(NodeInputs node) {
        List<Size> inputs = node.all();
        Size first = inputs.getFirst();
        int axis = first.axis(node.integer("axis", 0));
        long total = inputs.stream().mapToLong(input -> input.along(axis)).sum();
        Size size = first.with(axis, total);
        if (first.rank() != 1 || inputs.stream().anyMatch(input -> input.values().isEmpty())) {
            return size;
        }
        return Size.ofValues(
                inputs.stream().flatMapToLong(i -> LongStream.of(i.requireValues())).toArray());
    }

    private static Size slice(NodeInputs node) {
        Size input = node.get(0);
        long[] begins = required(node.integers("starts", 1));
        long[] ends = required(node.integers("ends", 2));
        long[] axes =
                node.integers("axes", 3)
                        .orElseGet(() -> LongStream.range(0, begins.length).toArray());
        long[] steps = node.has(4) ? node.get(4).requireValues() : new long[axes.length];
        Size size = Size.of(input.shape());
        for (int i = 0; i < axes.length; i++) {
            int axis = input.axis(axes[i]);
            long length = input.shape()[axis];
            long step = steps[i] == 0 ? 1 : steps[i];
            if (step < 0) {
                throw new UnknownSizeException("Slice backwards");
            }
            long begin = Math.clamp(begins[i] < 0 ? begins[i] + length : begins[i], 0, length);
            long end = Math.clamp(ends[i] < 0 ? ends[i] + length : ends[i], 0, length);
            size = size.with(axis, Math.max(0, Math.ceilDiv(end - begin, step)));
            if (input.rank() == 1 && input.values().isPresent()) {
                long[] values = input.requireValues();
                return Size.ofValues(
                        LongStream.iterate(begin, at -> at < end, at -> at + step)
                                .map(at -> values[(int) at])
                                .toArray());
            }
        }
        return size;
    }

    private static List<Size> split(NodeInputs node) {
        Size input = node.get(0);
        int axis = input.axis(node.integer("axis", 0));
        Optional<long[]> sizes = node.integers("split", 1);
        if (sizes.isPresent()) {
            return Arrays.stream(sizes.get()).mapToObj(size -> input.with(axis, size)).toList();
        }
        int parts = node.node().getOutputCount();
        return Collections.nCopies(
                parts, input.with(axis, Math.ceilDiv(input.shape()[axis], parts)));
    }

    private static Size gather(NodeInputs node) {
        Size input = node.get(0);
        Size indices = node.get(1);
        int axis = input.axis(node.integer("axis", 0));
        List<Long> shape = new ArrayList<>(LongStream.of(input.shape()).boxed().toList());
        shape.remove(axis);
        shape.addAll(axis, LongStream.of(indices.shape()).boxed().toList());
        Optional<long[]> values = Optional.empty();
        if (input.rank() == 1 && input.values().isPresent() && indices.values().isPresent()) {
            long[] from = input.requireValues();
            values =
                    Optional.of(
                            Arrays.stream(indices.requireValues())
                                    .map(i -> from[Math.toIntExact(i < 0 ? i + from.length : i)])
                                    .toArray());
        }
        return new Size(array(shape), values);
    }

    private static Size tile(NodeInputs node) {
        long[] shape = node.get(0).shape().clone();
        long[] repeats = node.get(1).requireValues();
        Arrays.setAll(shape, axis -> shape[axis] * repeats[axis]);
        return Size.of(shape);
    }

    private static Size pad(NodeInputs node) {
        long[] shape = node.get(0).shape().clone();
        long[] pads = required(node.integers("pads", 1));
        if (node.has(3)) {
            throw new UnknownSizeException("Pad of some axes");
        }
        Arrays.setAll(shape, axis -> shape[axis] + pads[axis] + pads[shape.length + axis]);
        return Size.of(shape);
    }

    private static Size reduce(NodeInputs node) {
        Size input = node.get(0);
        Optional<long[]> axes = node.integers("axes", 1);
        boolean kept = node.integer("keepdims", 1) != 0;
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < input.rank(); axis++) {
            int at = axis;
            boolean reduced =
                    axes.map(list -> Arrays.stream(list).anyMatch(a -> input.axis(a) == at))
                            .orElse(true);
            if (!reduced) {
                shape.add(input.shape()[axis]);
            } else if (kept) {
                shape.add(1L);
            }
        }
        return Size.of(array(shape));
    }

    private static long[] required(Optional<long[]> values) {
        return values.orElseThrow(() -> new UnknownSizeException("an operator lacks its sizes"));
    }

    private static long[] array(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
