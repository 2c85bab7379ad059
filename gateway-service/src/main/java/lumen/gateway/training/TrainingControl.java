package lumen.gateway.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem.Violation;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.topic.Topics;
import lumen.contracts.training.TrainingCommand;
import lumen.gateway.job.TrainingLife;
import lumen.gateway.outbox.Outbox;
import lumen.gateway.outbox.OutboxRelay;
import lumen.gateway.platform.Database;
import lumen.gateway.problem.InvalidRequestException;
import lumen.gateway.store.JobEntity;
import lumen.gateway.store.TrainingEntity;
import lumen.gateway.store.TrainingQueries;
import lumen.recipe.Recipe;
import lumen.recipe.RecipeOption;
import lumen.recipe.RecipeOptions;

/** Ends runs at a user's wish, and takes them up again. */
@ApplicationScoped
public class TrainingControl {
    /** What may be different when a run goes on, besides how it is computed. */
    private static final Set<String> CHANGEABLE =
            Set.of("epochs", "early_stopping_metric_patience");

    private final TrainingMoves moves;
    private final TrainingQueries queries;
    private final OptionCheck check;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Database database;

    TrainingControl(
            TrainingMoves moves,
            TrainingQueries queries,
            OptionCheck check,
            Outbox outbox,
            OutboxRelay relay,
            Database database) {
        this.moves = moves;
        this.queries = queries;
        this.check = check;
        this.outbox = outbox;
        this.relay = relay;
        this.database = database;
    }

    /**
     * Ends the training of a run early: it is tested and has a model. A run that has not begun is
     * cancelled.
     *
     * @throws LumenException TRAINING_NOT_FOUND, JOB_FINISHED
     */
    public TrainingView stop(UUID id) {
        return change(
                id,
                (run, now) -> {
                    TrainingLife.Open open = requireOpen(run);
                    TrainingLife next = open.stop(now);
                    if (next instanceof TrainingLife.Ended) {
                        end(run, open, now);
                    } else {
                        moves.move(run, next, now);
                        moves.command(run, next.attempt(), TrainingCommand.Kind.STOP);
                    }
                    return queries.view(run);
                });
    }

    /**
     * Ends a run at once and without a model. What its worker says after this does not count.
     *
     * @throws LumenException TRAINING_NOT_FOUND, JOB_FINISHED
     */
    public JobView cancel(UUID id) {
        return change(
                id,
                (run, now) -> {
                    end(run, requireOpen(run), now);
                    return JobEntity.<JobEntity>findById(id).toView();
                });
    }

    private void end(TrainingEntity run, TrainingLife.Open open, Instant now) {
        outbox.withdraw(run.jobId, Topics.TRAINING_REQUESTS);
        moves.move(run, open.cancel(now), now);
        moves.command(run, open.attempt(), TrainingCommand.Kind.CANCEL);
    }

    private static TrainingLife.Open requireOpen(TrainingEntity run) {
        return switch (run.life()) {
            case TrainingLife.Open open -> open;
            case TrainingLife.Ended ended ->
                    throw new LumenException(
                            ErrorCode.JOB_FINISHED, "The run has " + ended.state() + ".");
        };
    }

    /**
     * Takes a run that has ended up again, from its last checkpoint.
     *
     * @param changes options that are different from now on, by their names
     * @throws InvalidRequestException OPTION_INVALID for options that cannot be different
     * @throws LumenException TRAINING_NOT_FOUND, TRAINING_NOT_ENDED, TRAINING_COMPLETE
     */
    public TrainingView resume(UUID id, ObjectNode changes) {
        return change(id, (run, now) -> resume(run, changes, now));
    }

    private TrainingView resume(TrainingEntity run, ObjectNode changes, Instant now) {
        if (!(run.life() instanceof TrainingLife.Ended ended)) {
            throw new LumenException(
                    ErrorCode.TRAINING_NOT_ENDED, "The run is " + run.life().state() + ".");
        }
        Recipe recipe = check.require(changed(run.options(), changes));
        int epochs = recipe.schedule().epochs();
        boolean complete =
                ended instanceof TrainingLife.Succeeded done
                        && !done.early()
                        && epochs <= run.epoch();
        if (complete) {
            throw new LumenException(
                    ErrorCode.TRAINING_COMPLETE,
                    "The run has finished all of its %d epochs.".formatted(run.epoch()));
        }
        run.setOptions(recipe.toJson());
        run.epochs = epochs;
        run.resumptions++;
        moves.move(run, ended.resume(now), now);
        return queries.view(run);
    }

    private static ObjectNode changed(ObjectNode options, ObjectNode changes) {
        ObjectNode all = options.deepCopy();
        List<Violation> faults = new ArrayList<>();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            String name = change.getKey();
            if (isChangeable(name)) {
                all.set(name, change.getValue());
            } else if (!change.getValue().equals(all.get(name))) {
                faults.add(
                        new Violation(
                                name,
                                "cannot be different when a run is resumed; that can "
                                        + changeable()));
            }
        }
        if (!faults.isEmpty()) {
            throw InvalidRequestException.ofOptions(faults);
        }
        return all;
    }

    private static boolean isChangeable(String name) {
        return CHANGEABLE.contains(name)
                || RecipeOptions.named(name)
                        .filter(option -> option.group() == RecipeOption.Group.EXECUTION)
                        .isPresent();
    }

    private static List<String> changeable() {
        return RecipeOptions.all().stream()
                .map(RecipeOption::name)
                .filter(TrainingControl::isChangeable)
                .toList();
    }

    private <T> T change(UUID id, BiFunction<TrainingEntity, Instant, T> action) {
        database.requireReady();
        T answer =
                QuarkusTransaction.requiringNew()
                        .call(
                                () ->
                                        action.apply(
                                                moves.lock(id)
                                                        .orElseThrow(
                                                                () ->
                                                                        TrainingQueries.notFound(
                                                                                id.toString())),
                                                Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        relay.wake();
        return answer;
    }
}
