package lumen.cli.rest;

import static lumen.cli.rest.Requests.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lumen.cli.LumenUnavailableException;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingComparison;
import lumen.contracts.rest.TrainingLogView;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingResumption;
import lumen.contracts.rest.TrainingView;

/** The requests about training runs. They answer and fail as those of {@link LumenClient} do. */
public final class Trainings {
    private static final int RUNS_PER_PAGE = 200;
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final TypeReference<TrainingView> TRAINING = new TypeReference<>() {};
    private static final TypeReference<Page<TrainingView>> TRAININGS = new TypeReference<>() {};
    private static final TypeReference<TrainingMetricsView> METRICS = new TypeReference<>() {};
    private static final TypeReference<TrainingLogView> LOG = new TypeReference<>() {};
    private static final TypeReference<TrainingComparison> COMPARISON = new TypeReference<>() {};

    private final Requests requests;

    Trainings(Requests requests) {
        this.requests = requests;
    }

    /** A run as it is now. */
    public TrainingView training(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return requests.get("trainings/" + segment(id), TRAINING);
    }

    /**
     * A run as it is now.
     *
     * @param idOrName its id, or the name of its folder and model
     */
    public TrainingView find(String idOrName)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        if (ID.matcher(idOrName).matches()) {
            return training(idOrName);
        }
        Page<TrainingView> page;
        int number = 0;
        do {
            page = trainings(null, number, RUNS_PER_PAGE);
            for (TrainingView training : page.items()) {
                if (training.name().equals(idOrName) || training.id().equals(idOrName)) {
                    return training;
                }
            }
            number++;
        } while (page.items().size() == RUNS_PER_PAGE);
        throw RequestRefusedException.of(Problem.of(ErrorCode.TRAINING_NOT_FOUND, idOrName));
    }

    /**
     * A page of the runs, newest first.
     *
     * @param state only runs in this state; null for all
     */
    public Page<TrainingView> trainings(State state, int page, int size)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        String filter = state == null ? "" : "&state=" + state;
        return requests.get("trainings?page=" + page + "&size=" + size + filter, TRAININGS);
    }

    /** All figures of a run so far. */
    public List<TrainingMetricsView.Row> metrics(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return requests.get("trainings/" + segment(id) + "/metrics", METRICS).rows();
    }

    /** The lines of a run's log so far. */
    public TrainingLogView log(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return requests.get("trainings/" + segment(id) + "/log", LOG);
    }

    /** The text of a file of a run's folder. */
    public String file(String id, String name)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        byte[] content =
                requests.send(
                                requests.to("trainings/" + segment(id) + "/files/" + segment(name))
                                        .setHeader("Accept", "*/*")
                                        .GET()
                                        .build())
                        .body();
        return new String(content, StandardCharsets.UTF_8);
    }

    /**
     * Runs side by side.
     *
     * @param ids at least one
     */
    public TrainingComparison compare(List<String> ids)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        String list = ids.stream().map(Requests::segment).collect(Collectors.joining(","));
        return requests.get("trainings/compare?ids=" + list, COMPARISON);
    }

    /** Ends the training of a run; its test phase follows and its model is served. */
    public void stop(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        requests.post("trainings/" + segment(id) + "/stop", Map.of());
    }

    /**
     * Goes on with a run that was stopped, cancelled or failed.
     *
     * @param changes options that are different from now on, by name
     */
    public void resume(String id, ObjectNode changes)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        requests.post("trainings/" + segment(id) + "/resume", new TrainingResumption(changes));
    }

    /** Ends a run at once and without a model. */
    public void cancel(String id)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        requests.delete("jobs/" + segment(id));
    }

    /**
     * Listens to what happens to a run.
     *
     * @param listener gets the news, called by another thread
     */
    public ServerEvents follow(String id, Consumer<TrainingNews> listener) {
        return requests.listen(
                "trainings/" + segment(id) + "/events",
                event -> {
                    TrainingNews news = news(event);
                    if (news != null) {
                        listener.accept(news);
                    }
                });
    }

    private static TrainingNews news(JsonNode event) throws JsonProcessingException {
        if (event.has("options")) {
            return new TrainingNews.Standing(Json.MAPPER.treeToValue(event, TrainingView.class));
        }
        if (event.has("rows")) {
            return new TrainingNews.Figures(
                    Json.MAPPER.treeToValue(event, TrainingMetricsView.class).rows());
        }
        if (event.has("scope")) {
            return new TrainingNews.Figures(
                    List.of(Json.MAPPER.treeToValue(event, TrainingMetricsView.Row.class)));
        }
        if (event.has("lines")) {
            TrainingLogView lines = Json.MAPPER.treeToValue(event, TrainingLogView.class);
            return new TrainingNews.LogLines(lines.first(), lines.lines());
        }
        return null;
    }
}
