package lumen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lumen.cli.CommandRun.Result;
import lumen.cli.rest.Json;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.State;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.recipe.Recipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrainCommandTest {
    @TempDir private Path directory;
    private TestingTraining gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new TestingTraining();
        Files.createDirectories(directory.resolve("train/cel"));
        Files.createDirectories(directory.resolve("val"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String[] arguments(String... options) {
        return Stream.concat(
                        Stream.of(
                                "train",
                                "--train-paths",
                                "irmastrain:" + directory.resolve("train"),
                                "--val-paths",
                                "irmastest:" + directory.resolve("x/../val"),
                                "--model",
                                "mn04"),
                        Stream.of(options))
                .toArray(String[]::new);
    }

    private Result run(String... arguments) {
        return CommandRun.of(gateway.address()).run(arguments);
    }

    /** Begins to train; the run goes on as the gateway is told. */
    private CompletableFuture<Result> train(CommandRun command, String... options)
            throws InterruptedException {
        CompletableFuture<Result> result = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> result.complete(command.run(arguments(options))));
        awaitFollowers(1);
        return result;
    }

    private void awaitFollowers(int count) throws InterruptedException {
        while (gateway.followers.get() < count || gateway.caughtUp.get() < count) {
            Thread.sleep(10);
        }
    }

    private static Result end(CompletableFuture<Result> result) throws Exception {
        return result.get(30, TimeUnit.SECONDS);
    }

    @Test
    void optionsGoBeforeTheFileAndPathsAreAbsolute() throws IOException {
        // Given
        Path file = directory.resolve("run.yaml");
        Files.writeString(file, "epochs: 3\nlr: 0.0001\naugmentations: []\n");

        // When
        Result result = run(arguments("--config", file.toString(), "--epochs", "9", "--detach"));

        // Then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().strip()).isEqualTo(TestingTraining.ID);
        JsonNode body = gateway.bodies.getFirst();
        assertThat(body.path("kind").asText()).isEqualTo("TRAIN");
        JsonNode options = body.path("training");
        assertThat(options.path("epochs").asText()).isEqualTo("9");
        assertThat(options.path("lr").asDouble()).isEqualTo(1e-4);
        assertThat(options.path("augmentations")).isEmpty();
        assertThat(options.path("val_paths").path(0).asText())
                .isEqualTo("irmastest:" + directory.resolve("val"));
    }

    @Test
    void theOptionsOfARunsOwnFileYieldToTheCommandLine() throws Exception {
        // Given
        Path file = directory.resolve("config.yaml");
        Files.writeString(file, Recipe.of(options("epochs", "3")).toYaml());

        // When
        Result result =
                run(arguments("--config", file.toString(), "--scheduler", "PLATEAU", "--detach"));

        // Then
        assertThat(gateway.bodies).as(result.err()).hasSize(1);
        JsonNode options = gateway.bodies.getFirst().path("training");
        assertThat(options.path("scheduler").asText()).isEqualTo("PLATEAU");
        assertThat(options.path("epochs").asInt()).isEqualTo(3);
        assertThat(options.has("lr_onecycle_max")).isFalse();
    }

    @Test
    void aFaultOfTheFileIsToldWithItsName() throws IOException {
        // Given
        Path file = directory.resolve("wrong.yaml");
        Files.writeString(file, "epochs: many\n");

        // When
        Result result = run(arguments("--config", file.toString()));

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .containsPattern("--epochs must be a whole number.* \\(in wrong.yaml\\)");
    }

    private ObjectNode options(String name, String value) {
        ObjectNode options = Json.MAPPER.createObjectNode();
        options.put("train_paths", "irmastrain:" + directory.resolve("train"));
        options.put("val_paths", "irmastest:" + directory.resolve("val"));
        options.put("model", "mn04");
        return options.put(name, value);
    }

    @Test
    void everyFaultIsToldAtOnceAndNothingIsSent() {
        // When
        Result result =
                run(
                        "train",
                        "--train-paths",
                        "irmastrain:" + directory.resolve("nowhere"),
                        "--modle",
                        "mn04",
                        "--epochs",
                        "many",
                        "--scheduler",
                        "PLATEAU",
                        "--lr-onecycle-max",
                        "0.1",
                        "--config",
                        directory.resolve("absent.yaml").toString());

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("faults in the options")
                .contains("nowhere, which is not there")
                .contains("--modle is unknown: did you mean --model?")
                .contains("--epochs must be a whole number")
                .contains("--val-paths is required")
                .contains("--lr-onecycle-max has no effect")
                .contains("absent.yaml: there is no such file")
                .contains("See: lumen train --help");
        assertThat(gateway.orders).isEmpty();
    }

    @Test
    void faultsThatOnlyTheServerFindsAreTold() {
        // Given
        gateway.refusing(
                Problem.of(ErrorCode.OPTION_INVALID, "1 fault")
                        .withViolations(
                                List.of(
                                        new Problem.Violation(
                                                "train_paths", "has no file with a label"))));

        // When
        Result result = run(arguments());

        // Then
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("train_paths").contains("has no file with a label");
    }

    @Test
    void aRunIsToldEpochByEpochWithItsTestAndItsModel() throws Exception {
        // Given
        CompletableFuture<Result> result = train(CommandRun.of(gateway.address()));

        // When
        gateway.stands(State.RUNNING, Phase.PREPARING, 0, 0);
        gateway.stands(State.RUNNING, Phase.TRAINING, 1, 4);
        gateway.epoch(1, 0.5);
        gateway.epoch(2, 0.71);
        gateway.epoch(3, 0.6);
        gateway.succeeds();

        // Then
        Result told = end(result);
        assertThat(told.exitCode()).as(told.err()).isZero();
        assertThat(told.out())
                .contains("mn04: 1,234,567 parameters, 2 labels")
                .containsPattern("(?m)^● +1 +0\\.4000 +0\\.3900 +0\\.5000 +0\\.6125 ")
                .containsPattern("(?m)^● +2 .* 3\\.00e-04")
                .containsPattern("(?m)^  +3 +0\\.2000 ")
                .containsPattern("file micro f1 +0\\.8025 +0\\.7900")
                .containsPattern("Cello +0\\.9000")
                .contains("The best epoch is 2, with val/file_f1 0.7100.")
                .contains("lumen predict --model " + TestingTraining.NAME + " FILE")
                .contains("The records are in /data/runs/" + TestingTraining.NAME);
        assertThat(told.err()).contains("lumen: preparing").doesNotContain("\033");
    }

    @Test
    void aBrokenConnectionLosesNoEpochAndRepeatsNone() throws Exception {
        // Given
        CompletableFuture<Result> result = train(CommandRun.of(gateway.address()));
        gateway.stands(State.RUNNING, Phase.TRAINING, 1, 4);
        gateway.epoch(1, 0.5);

        // When
        gateway.breaksConnections();
        gateway.epoch(2, 0.6);
        awaitFollowers(2);
        gateway.epoch(3, 0.7);
        gateway.succeeds();

        // Then
        assertThat(end(result).out().lines().filter(line -> line.matches("[● ] +[123]  +0\\..*")))
                .hasSize(3);
    }

    @Test
    void onATerminalTheStandingIsDrawnInPlace() throws Exception {
        // Given
        CompletableFuture<Result> result = train(CommandRun.of(gateway.address()).onTerminal(100));

        // When
        gateway.stands(State.RUNNING, Phase.TRAINING, 2, 5);
        gateway.epoch(1, 0.5);
        gateway.succeeds();

        // Then
        assertThat(end(result).err())
                .contains("training      ━━━━━━━━━━━━············  epoch 2 of 3  5/10 steps")
                .contains(
                        "whole run     ━━━━━━━━━━━━············  50 %  2 min 5 s left  48.1"
                                + " files/s")
                .contains("\033[A\r\033[J");
    }

    @Test
    void programsGetALineOfJsonForEverything() throws Exception {
        // Given
        CompletableFuture<Result> result = train(CommandRun.of(gateway.address()), "--json");

        // When
        gateway.line("reading datasets");
        gateway.epoch(1, 0.5);
        gateway.succeeds();

        // Then
        List<String> lines = end(result).out().lines().toList();
        assertThat(lines)
                .map(line -> Json.MAPPER.readTree(line).path("event").asText())
                .contains("training", "metrics", "line")
                .endsWith("ended");
    }

    @Test
    void aFailedRunIsToldWithItsReason() throws Exception {
        // Given
        CompletableFuture<Result> result = train(CommandRun.of(gateway.address()));

        // When
        gateway.fails();

        // Then
        Result told = end(result);
        assertThat(told.exitCode()).isEqualTo(1);
        assertThat(told.err()).contains("after 5 attempts").contains("TRAINING_LOST");
    }

    @Test
    void aLearningRateIsFoundAndItsCurveDrawn() throws Exception {
        // Given
        CompletableFuture<Result> result = new CompletableFuture<>();
        String[] arguments = arguments();
        arguments[0] = "find-lr";
        Thread.ofPlatform().start(() -> result.complete(run(arguments)));
        awaitFollowers(1);

        // When
        gateway.findsRate();

        // Then
        assertThat(end(result).out())
                .contains("at a learning rate of 2.00e-03")
                .contains("loss over the learning rate   o loss")
                .containsPattern("  0\\.7000 \\|o")
                .containsPattern("1\\.00e-07 +1\\.00e-01");
        assertThat(gateway.bodies.getFirst().path("training").path("find_lr").asBoolean()).isTrue();
    }

    @Test
    void ctrlCStopsTheRunAndTwiceCancelsIt() throws Exception {
        // Given
        gateway.stands(State.RUNNING, Phase.TRAINING, 1, 4);
        Path errors = directory.resolve("errors.txt");
        Process process = process(errors);
        awaitFollowers(1);
        await(errors, "training");

        // When
        interrupt(process);
        await(errors, "Ctrl+C again ends at once");
        boolean wentOn = process.isAlive();
        interrupt(process);
        process.waitFor(30, TimeUnit.SECONDS);

        // Then
        assertThat(wentOn).isTrue();
        assertThat(gateway.orders)
                .containsExactly(
                        "POST jobs",
                        "POST trainings/" + TestingTraining.ID + "/stop",
                        "DELETE jobs/" + TestingTraining.ID);
        assertThat(process.exitValue()).isEqualTo(130);
    }

    @Test
    void aStoppedRunEndsWithItsTest() throws Exception {
        // Given
        gateway.stands(State.RUNNING, Phase.TRAINING, 1, 4);
        gateway.whenStopped = gateway::succeeds;
        Path errors = directory.resolve("errors.txt");
        Process process = process(errors);
        awaitFollowers(1);
        await(errors, "training");

        // When
        interrupt(process);
        process.waitFor(30, TimeUnit.SECONDS);

        // Then
        assertThat(process.exitValue()).isZero();
    }

    private Process process(Path errors) throws IOException {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        // In the background of a script Ctrl+C is ignored.
                                        "env",
                                        "--default-signal=INT",
                                        ProcessHandle.current().info().command().orElseThrow(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "lumen.cli.LumenCommand"),
                                Stream.of(arguments("--server", gateway.address().toString())))
                        .toList();
        return new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
    }

    private static void await(Path file, String text) throws IOException, InterruptedException {
        while (!Files.readString(file).contains(text)) {
            Thread.sleep(20);
        }
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    @Test
    void theHelpShowsTheUsualOptionsAndNamesTheOthers() {
        // When
        Result result = new CommandRun(announce -> null).run("train", "--help");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("Usage: lumen train --train-paths TYPE:PATH...")
                .containsSubsequence("\nData\n", "\nSignal\n", "\nModel\n", "\nLoss\n", "\nRun\n")
                .containsPattern("  --epochs N +Passes over the training data\\. Default: \\d+\\.")
                .contains("  --[no-]quick ")
                .contains("--lr-onecycle-max --lr-warmup")
                .doesNotContain("The reference:");
        assertThat(result.out().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void theWholeHelpExplainsEveryOption() {
        // When
        Result result = new CommandRun(announce -> null).run("train", "--help-all");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .doesNotContain("also --")
                .containsPattern("The\\s+reference:\\s+default\\s+4\\.")
                .containsPattern("(?m)^  --lr-warmup X ")
                .contains("mobilenet_v3_large");
    }
}
