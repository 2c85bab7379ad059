package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lumen.cli.LumenAccess;
import lumen.cli.LumenCommand;
import lumen.cli.rest.Json;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Symbols;
import lumen.cli.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Training through gateway, broker, feature-service and training-service, and what goes wrong. */
@ExtendWith(RunningSystem.Provider.class)
class TrainingIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** Long enough for something to happen in an epoch in the middle. */
    private static final int EPOCHS = 12;

    @Test
    void oneCommandTrainsAModelThatPredictsAtOnce(RunningSystem system) throws Exception {
        // Given
        TonesDataset tones = TonesDataset.write(system.audio().resolve("tones"), 8);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Screen screen =
                new Screen(
                        new PrintStream(shown, true, StandardCharsets.UTF_8),
                        false,
                        100,
                        false,
                        Symbols.UNICODE);
        List<String> command = new ArrayList<>(List.of("train"));
        tones.options(3).properties().forEach(option -> add(command, option));

        // When
        int exit =
                LumenCommand.create(LumenAccess.at(system.address()), new Terminal(screen, screen))
                        .execute(command.toArray(String[]::new));

        // Then
        assertThat(exit).as(shown.toString(StandardCharsets.UTF_8)).isZero();
        JsonNode training = system.get("/trainings?size=1").json().path("items").path(0);
        assertThat(training.path("state").asText()).isEqualTo("SUCCEEDED");
        String model = training.path("model").asText();
        assertThat(system.get("/models/" + model).status()).isEqualTo(200);
        ObjectNode request = Json.MAPPER.createObjectNode().put("model", model);
        request.putArray("paths").add(tones.folder().resolve("validation").toString());
        JsonNode job = system.awaitEnd(system.post("/jobs", request).job(), LIMIT);
        assertThat(job.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(job.path("items").path("failed").asInt()).isZero();
    }

    private static void add(List<String> command, Map.Entry<String, JsonNode> option) {
        if (option.getValue().isArray() && option.getValue().isEmpty()) {
            return;
        }
        command.add("--" + option.getKey().replace('_', '-'));
        if (option.getValue().isArray()) {
            option.getValue().forEach(value -> command.add(value.asText()));
        } else {
            command.add(option.getValue().asText());
        }
    }

    @Test
    void aRunWhoseWorkerWasKilledEndsLikeOneThatWasNot(RunningSystem system) throws Exception {
        // Given
        TonesDataset tones = TonesDataset.write(system.audio().resolve("tones"), 8);
        String undisturbed = train(system, tones.options(EPOCHS));
        system.awaitEnd(undisturbed, LIMIT);
        String killed = train(system, tones.options(EPOCHS));
        awaitStep(system, killed, 10);

        // When
        system.kill("training-service");

        // Then
        system.awaitEnd(killed, LIMIT);
        JsonNode view = system.get("/trainings/" + killed).json();
        assertThat(view.path("state").asText()).as(view.toString()).isEqualTo("SUCCEEDED");
        assertThat(view.path("attempt").asInt()).isGreaterThan(1);
        assertThat(figures(system, killed)).isEqualTo(figures(system, undisturbed));
    }

    @Test
    void aRunGoesOnWhenOtherServicesAndTheBrokerAreRestarted(RunningSystem system)
            throws Exception {
        // Given
        TonesDataset tones = TonesDataset.write(system.audio().resolve("more"), 8);
        ObjectNode options = tones.options(EPOCHS);
        // Varied samples are asked for anew in every epoch.
        options.withArray("augmentations").add("TIME_SHIFT");
        String run = train(system, options);
        awaitStep(system, run, 4);

        // When
        system.kill("feature-service");
        awaitStep(system, run, 10);
        system.restartBroker(Duration.ofSeconds(2));
        awaitStep(system, run, 20);
        system.kill("gateway-service");

        // Then
        awaitGateway(system);
        JsonNode job = system.awaitEnd(run, LIMIT);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SUCCEEDED");
        assertThat(rows(system, run, "STEP")).hasSize(4 * EPOCHS);
        assertThat(rows(system, run, "VALIDATION_EPOCH")).hasSize(EPOCHS);
    }

    private static String train(RunningSystem system, ObjectNode options) throws Exception {
        ObjectNode request = Json.MAPPER.createObjectNode().put("kind", "TRAIN");
        request.set("training", options);
        return system.post("/jobs", request).job();
    }

    private static void awaitStep(RunningSystem system, String run, long step) throws Exception {
        RunningSystem.await(
                LIMIT,
                () -> {
                    JsonNode view = ask(system, "/trainings/" + run);
                    if (view.has("endedAt")) {
                        throw new AssertionError("it has ended: " + view);
                    }
                    return view.path("step").asLong() >= step;
                });
    }

    private static void awaitGateway(RunningSystem system) throws InterruptedException {
        RunningSystem.await(
                LIMIT,
                () -> {
                    try {
                        return system.get("/q/health/ready").status() == 200;
                    } catch (IOException startsAgain) {
                        return false;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static JsonNode ask(RunningSystem system, String path) {
        try {
            return system.get(path).json();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> rows(RunningSystem system, String run, String scope) {
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : ask(system, "/trainings/" + run + "/metrics").path("rows")) {
            if (row.path("scope").asText().equals(scope)) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Every figure of a run by what it is of and when, times left out. */
    private static Map<String, JsonNode> figures(RunningSystem system, String run) {
        Map<String, JsonNode> figures = new TreeMap<>();
        for (JsonNode row : ask(system, "/trainings/" + run + "/metrics").path("rows")) {
            figures.put(
                    row.path("scope").asText() + " " + row.path("step").asText(),
                    row.path("values"));
        }
        assertThat(figures).isNotEmpty();
        return figures;
    }
}
