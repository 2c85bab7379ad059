package lumen.model.architecture;

import java.util.ArrayList;
import java.util.List;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Value;

/**
 * The reference's MOBNET: for each label a MobileNetV3-Large of its own with one logit, named
 * {@code mobilenets.0} and so on in the order of the labels.
 */
final class MobNet implements Architecture {
    @Override
    public String name() {
        return "mobnet";
    }

    @Override
    public GraphBuilder draw(Blueprint blueprint) {
        Head head = blueprint.head();
        if (head instanceof Fluffy || head.takesSequences()) {
            throw new IllegalArgumentException(
                    "mobnet has a network for each label; its head is DEEP_HEAD or linear, and"
                            + " use_fluffy must stay off");
        }
        GraphBuilder graph = new GraphBuilder(name());
        Value image = blueprint.preprocessing().appendImageTo(graph);
        List<Value> logits = new ArrayList<>();
        for (int label = 0; label < blueprint.labels(); label++) {
            String path = "mobilenets." + label;
            Value features = MobileNetV3Large.appendTo(graph, image, path);
            logits.add(
                    head.appendTo(
                            graph, features, path + ".classifier.3", MobileNetV3Large.width(), 1));
        }
        blueprint.appendOutput(graph, graph.concatenate(logits, 1));
        return graph;
    }
}
