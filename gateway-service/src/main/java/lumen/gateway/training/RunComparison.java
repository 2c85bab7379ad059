package lumen.gateway.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import lumen.contracts.rest.TrainingComparison;
import lumen.contracts.rest.TrainingComparison.Run;
import lumen.contracts.rest.TrainingView;

/** Puts runs side by side: in which options they differ, and what came of it. */
public final class RunComparison {
    private RunComparison() {}

    /**
     * Compares runs.
     *
     * @param runs in the order in which they are to be told
     * @param now until when a run that has not ended has taken time
     */
    public static TrainingComparison of(List<TrainingView> runs, Instant now) {
        return new TrainingComparison(
                runs.stream().map(run -> run(run, now)).toList(), options(runs), figures(runs));
    }

    private static Run run(TrainingView run, Instant now) {
        Instant end = run.endedAt() == null ? now : run.endedAt();
        return new Run(
                run.id(),
                run.name(),
                run.state(),
                run.metric(),
                run.best(),
                run.bestEpoch(),
                run.epoch(),
                run.startedAt() == null
                        ? null
                        : Duration.between(run.startedAt(), end).toMillis() / 1000.0);
    }

    private static Map<String, List<JsonNode>> options(List<TrainingView> runs) {
        SequencedSet<String> names = new LinkedHashSet<>();
        runs.forEach(run -> run.options().fieldNames().forEachRemaining(names::add));
        Map<String, List<JsonNode>> different = new LinkedHashMap<>();
        for (String name : names) {
            List<JsonNode> values = new ArrayList<>();
            for (TrainingView run : runs) {
                values.add(
                        Objects.requireNonNullElse(
                                run.options().get(name), NullNode.getInstance()));
            }
            if (new HashSet<>(values).size() > 1) {
                different.put(name, values);
            }
        }
        return different;
    }

    private static Map<String, List<Double>> figures(List<TrainingView> runs) {
        Set<String> names = new TreeSet<>();
        runs.forEach(run -> names.addAll(run.figures().keySet()));
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (String name : names) {
            List<Double> values = new ArrayList<>();
            runs.forEach(run -> values.add(run.figures().get(name)));
            figures.put(name, values);
        }
        return figures;
    }
}
