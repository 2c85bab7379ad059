package lumen.model.weights;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lumen.model.graph.Tensors;

/**
 * Loads published weights by name into an architecture's graph.
 *
 * <p>A weight of the graph takes the file's weight of the same name; what networks are put into
 * ({@code module.}, {@code backbone.} and so on) does not count. A weight whose shape differs is
 * made to fit where that is clear (see {@link ShapeFitting}), and keeps its first value otherwise,
 * as a head for another number of labels does.
 */
public final class WeightLoading {
    private WeightLoading() {}

    /**
     * A model with weights of a file.
     *
     * @param model the graph with the new values
     */
    public record Loaded(ModelProto model, LoadingReport report) {}

    /**
     * Loads the weights.
     *
     * @param model a graph whose initialisers are named as {@code state_dict} names them
     * @throws IOException if the file cannot be read any more
     */
    public static Loaded load(ModelProto model, WeightFile file) throws IOException {
        GraphProto graph = model.getGraph();
        Map<String, WeightTensor> tensors = file.tensors();
        Map<String, List<String>> byCanonicalName = new HashMap<>();
        for (String name : tensors.keySet()) {
            byCanonicalName
                    .computeIfAbsent(WeightName.canonical(name), any -> new ArrayList<>())
                    .add(name);
        }
        Collector collector = new Collector();
        GraphProto.Builder loaded = graph.toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto initializer = graph.getInitializer(i);
            Optional<String> source = source(initializer.getName(), tensors, byCanonicalName);
            if (source.isEmpty()) {
                collector.fresh(initializer, "the file has none of this name");
                continue;
            }
            Optional<float[]> values =
                    collector.take(initializer, source.get(), tensors.get(source.get()));
            if (values.isPresent()) {
                loaded.setInitializer(
                        i,
                        Tensors.of(
                                initializer.getName(),
                                initializer.getDimsList().stream()
                                        .mapToLong(Long::longValue)
                                        .toArray(),
                                values.get()));
            }
        }
        return new Loaded(model.toBuilder().setGraph(loaded).build(), collector.report(tensors));
    }

    /** The file's weight of the same name, or the only one whose name means the same. */
    private static Optional<String> source(
            String name,
            Map<String, WeightTensor> tensors,
            Map<String, List<String>> byCanonicalName) {
        if (tensors.containsKey(name)) {
            return Optional.of(name);
        }
        List<String> same = byCanonicalName.getOrDefault(WeightName.canonical(name), List.of());
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    /** Collects the report while weights are taken. */
    private static final class Collector {
        private final List<LoadingReport.Matched> matched = new ArrayList<>();
        private final List<LoadingReport.Reshaped> reshaped = new ArrayList<>();
        private final List<LoadingReport.Fresh> fresh = new ArrayList<>();
        private final Set<String> used = new LinkedHashSet<>();

        void fresh(TensorProto initializer, String reason) {
            fresh.add(
                    new LoadingReport.Fresh(
                            initializer.getName(), initializer.getDimsList(), reason));
        }

        Optional<float[]> take(TensorProto initializer, String source, WeightTensor tensor)
                throws IOException {
            String name = initializer.getName();
            List<Long> wanted = initializer.getDimsList();
            if (!tensor.type().isFloatingPoint()) {
                fresh(initializer, "the file's are whole numbers");
                return Optional.empty();
            }
            if (tensor.shape().equals(wanted)) {
                used.add(source);
                matched.add(new LoadingReport.Matched(name, source));
                return Optional.of(tensor.values());
            }
            Optional<ShapeFitting.Fitted> fitted =
                    ShapeFitting.fit(name, tensor.values(), tensor.shape(), wanted);
            if (fitted.isEmpty()) {
                fresh(initializer, "the file's has the shape " + tensor.shape());
                return Optional.empty();
            }
            used.add(source);
            reshaped.add(
                    new LoadingReport.Reshaped(
                            name, source, tensor.shape(), wanted, fitted.get().how()));
            return fitted.map(ShapeFitting.Fitted::values);
        }

        LoadingReport report(Map<String, WeightTensor> tensors) {
            List<LoadingReport.Left> left = new ArrayList<>();
            tensors.forEach(
                    (name, tensor) -> {
                        if (!used.contains(name) && !WeightName.isCounter(name)) {
                            left.add(new LoadingReport.Left(name, tensor.shape()));
                        }
                    });
            return new LoadingReport(matched, reshaped, fresh, left);
        }
    }
}
