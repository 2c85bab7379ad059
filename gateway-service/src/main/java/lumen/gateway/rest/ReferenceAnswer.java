package lumen.gateway.rest;

import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.Prediction;
import lumen.contracts.rest.State;
import lumen.gateway.progress.JobFollower;
import lumen.gateway.store.JobQueries.Progress;

/**
 * The whole answer in the reference server's form: for each file an object of 0 or 1 for each
 * label. A file that failed has its problem document instead; the answer is a problem itself when
 * all failed.
 */
final class ReferenceAnswer implements JobFollower.Audience {
    private final RoutingContext connection;
    private final Map<Integer, ItemView> items = new TreeMap<>();
    private State state = State.QUEUED;

    ReferenceAnswer(RoutingContext connection) {
        this.connection = connection;
    }

    @Override
    public boolean gone() {
        return connection.response().closed();
    }

    @Override
    public void advanced(Progress progress) {
        progress.items().forEach(item -> items.put(item.index(), item));
        state = progress.job().state();
    }

    @Override
    public void idle() {}

    /** The files in the order of submission. */
    Map<String, Object> files() {
        switch (state) {
            case FAILED -> {
                Problem problem = items.values().iterator().next().problem();
                throw new LumenException(problem.code(), problem.detail());
            }
            case CANCELLED ->
                    throw new LumenException(ErrorCode.CANCELLED, "The job was cancelled.");
            case QUEUED, RUNNING, SUCCEEDED -> {}
        }
        Map<String, Object> files = new LinkedHashMap<>();
        items.values().forEach(item -> files.put(key(item, files), value(item)));
        return files;
    }

    /** The items in the order of submission. */
    List<ItemView> items() {
        return List.copyOf(items.values());
    }

    /** The file's name; files of the same name are numbered. */
    private static String key(ItemView item, Map<String, Object> taken) {
        String key = item.name();
        for (int number = 2; taken.containsKey(key); number++) {
            key = item.name() + " (" + number + ")";
        }
        return key;
    }

    /** What is told of a file that has ended. */
    static Object value(ItemView item) {
        Prediction prediction = item.prediction();
        if (prediction == null) {
            return item.problem();
        }
        Map<String, Integer> labels = new LinkedHashMap<>();
        for (String label : prediction.scores().keySet()) {
            labels.put(label, prediction.labels().contains(label) ? 1 : 0);
        }
        return labels;
    }
}
