package lumen.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.ModelView.ModelState;
import lumen.contracts.rest.Prediction;
import lumen.contracts.rest.Prediction.Segment;
import lumen.contracts.rest.State;

/** A model of the usual eleven instruments, and the predictions that it makes of file names. */
final class TestingModels {
    static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("cel", "cello");
        NAMES.put("cla", "clarinet");
        NAMES.put("flu", "flute");
        NAMES.put("gac", "acoustic guitar");
        NAMES.put("gel", "electric guitar");
        NAMES.put("org", "organ");
        NAMES.put("pia", "piano");
        NAMES.put("sax", "saxophone");
        NAMES.put("tru", "trumpet");
        NAMES.put("vio", "violin");
        NAMES.put("voi", "voice");
    }

    private TestingModels() {}

    static ModelView ready() {
        Map<String, Double> thresholds = new LinkedHashMap<>();
        NAMES.keySet().forEach(label -> thresholds.put(label, 0.5));
        return new ModelView(
                "demo",
                "0123456789ab",
                ModelState.READY,
                null,
                true,
                List.of("champion"),
                "MOBILENET_V3_LARGE",
                List.copyOf(NAMES.keySet()),
                NAMES,
                thresholds,
                "MEAN",
                null,
                null,
                List.of(-1L, 128L, -1L),
                12_345_678L,
                3_040_000L,
                59_000_000L,
                "# demo\n\nA model for tests.");
    }

    static ModelView broken() {
        return ModelView.broken("old/torn", "the file ends early", false, List.of(), null);
    }

    static ItemView item(String job, int index, String name, boolean ended) {
        Instant time = TestingGateway.TIME;
        String id = job + "-" + index;
        if (!ended) {
            return new ItemView(id, job, index, name, State.QUEUED, null, null, null, time, null);
        }
        if (name.startsWith("broken")) {
            Problem problem = Problem.of(ErrorCode.AUDIO_UNREADABLE, "no stream was found");
            return new ItemView(
                    id, job, index, name, State.FAILED, null, problem, null, time, time);
        }
        return new ItemView(
                id, job, index, name, State.SUCCEEDED, prediction(name), null, null, time, time);
    }

    private static Prediction prediction(String name) {
        Map<String, Double> scores = new LinkedHashMap<>();
        Map<String, Double> thresholds = new LinkedHashMap<>();
        List<String> labels = new ArrayList<>();
        List<Segment> timeline = new ArrayList<>();
        for (String label : NAMES.keySet()) {
            boolean heard = name.contains(label);
            scores.put(label, heard ? 0.97 : 0.02);
            thresholds.put(label, 0.5);
            if (heard) {
                double start = timeline.isEmpty() ? 0 : 3.0;
                timeline.add(new Segment(label, start, 6.0, 0.97));
                labels.add(label);
            }
        }
        return new Prediction(
                "demo", "0123456789ab", 6.0, labels, scores, thresholds, timeline, null);
    }
}
