package lumen.inference.scoring;

import static lumen.inference.TestingModels.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.inference.TestingModels;
import lumen.inference.TestingTensors;
import lumen.inference.batching.BatchLimits;
import lumen.inference.catalogue.ModelDirectory;
import lumen.inference.catalogue.ModelEntry;
import lumen.inference.engine.DeviceSetting;
import lumen.inference.engine.OnnxRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pool with real model files and the real ONNX Runtime. */
@Timeout(60)
class ModelPoolTest {
    @TempDir private Path directory;
    private final RecordingListener listener = new RecordingListener();
    private ModelPool pool;

    @BeforeEach
    void makePool() throws Exception {
        OnnxRuntime runtime = OnnxRuntime.start(DeviceSetting.CPU, 1, reason -> {});
        pool =
                new ModelPool(
                        new ModelDirectory(directory),
                        entry -> runtime.open(entry.file()),
                        new BatchLimits(8, Duration.ofMillis(20)),
                        2,
                        listener);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    private float[][] scores(FeatureTensor tensor) throws Exception {
        return pool.score(tensor.header().modelId(), new PendingPart(tensor))
                .get(30, TimeUnit.SECONDS)
                .scores();
    }

    private void assertRefused(FeatureTensor tensor, ErrorCode code, String reason) {
        assertThatThrownBy(() -> scores(tensor))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ScoringException.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(code);
                            assertThat(failure).hasMessageContaining(reason);
                        });
    }

    @Test
    void scoresAreTheSigmoidOfTheModelsLogits() throws Exception {
        // Given
        TestingModels.write(directory.resolve("mean.onnx"), 2);

        // When
        float[][] scores = scores(TestingTensors.of("item", "mean", -1f, 0f, 0.5f));

        // Then: the mean of 12 equal values and one product, in float32.
        assertThat(scores).hasDimensions(3, 2);
        assertThat(scores[0][0]).isCloseTo(score(2, -1), within(1e-6f));
        assertThat(scores[1][0]).isEqualTo(0.5f);
        assertThat(scores[2][1]).isCloseTo(score(2, 0.5), within(1e-6f));
    }

    @Test
    void halfPrecisionFeaturesAreAccepted() throws Exception {
        // Given
        TestingModels.write(directory.resolve("mean.onnx"), 1);
        FeatureTensor tensor =
                TestingTensors.of(
                        "item", "mean", ElementType.FLOAT16, TestingModels.BANDS, 5, 0.25f);

        // When
        float[][] scores = scores(tensor);

        // Then
        assertThat(scores[0][0]).isCloseTo(score(1, 0.25), within(1e-6f));
    }

    @Test
    void partsOfManyItemsShareBatchesAndEachGetsItsOwnScores() throws Exception {
        // Given
        TestingModels.write(directory.resolve("mean.onnx"), 1);
        pool.load("mean").get();
        List<CompletableFuture<Scored>> answers = new ArrayList<>();

        // When
        for (int i = 0; i < 200; i++) {
            float value = i / 100f;
            FeatureTensor tensor =
                    TestingTensors.of(
                            "item" + i,
                            "mean",
                            ElementType.FLOAT32,
                            TestingModels.BANDS,
                            3 + i % 2,
                            value,
                            -value);
            answers.add(pool.score("mean", new PendingPart(tensor)));
        }

        // Then
        for (int i = 0; i < 200; i++) {
            float[][] scores = answers.get(i).get().scores();
            assertThat(scores[0][0]).isCloseTo(score(1, i / 100.0), within(1e-6f));
            assertThat(scores[1][0]).isCloseTo(score(1, -i / 100.0), within(1e-6f));
        }
        assertThat(listener.batches).hasSizeLessThan(200).allMatch(windows -> windows <= 8);
        assertThat(listener.batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(400);
    }

    @Test
    void aModelThatWasNeverSeenIsLookedForBeforeItIsRefused() throws Exception {
        // Given
        pool.rescan().get();
        Files.createDirectory(directory.resolve("new"));
        TestingModels.write(directory.resolve("new/mean.onnx"), 1);

        // When
        float[][] scores = scores(TestingTensors.of("item", "new/mean", 0f));

        // Then
        assertThat(scores[0][0]).isEqualTo(0.5f);
        assertRefused(
                TestingTensors.of("item", "../secret", 0f),
                ErrorCode.MODEL_NOT_FOUND,
                "There is no model ../secret");
    }

    @Test
    void windowsThatDoNotFitAreRefused() throws Exception {
        // Given
        TestingModels.write(directory.resolve("mean.onnx"), 1);

        // When, Then
        assertRefused(
                TestingTensors.of("item", "mean", ElementType.FLOAT32, 7, 3, 1f),
                ErrorCode.MODEL_INCOMPATIBLE,
                "[4, -1], not [7, 3]");
    }

    @Test
    void aScoreThatIsNotANumberIsAFailureOfItsPartOnly() throws Exception {
        // Given
        TestingModels.write(directory.resolve("mean.onnx"), 1);
        pool.load("mean").get();
        CompletableFuture<Scored> good =
                pool.score("mean", new PendingPart(TestingTensors.of("good", "mean", 0f)));

        // When, Then
        assertRefused(
                TestingTensors.of("bad", "mean", Float.NaN), ErrorCode.MODEL_BROKEN, "not numbers");
        assertThat(good.get().scores()[0][0]).isEqualTo(0.5f);
    }

    @Test
    void aChangedFileTakesOverAndTheOldVersionIsRetired() throws Exception {
        // Given
        Path file = directory.resolve("mean.onnx");
        TestingModels.write(file, 1);
        scores(TestingTensors.of("item", "mean", 1f));
        TestingModels.write(file, -1);

        // When
        pool.rescan().get();

        // Then
        assertThat(scores(TestingTensors.of("item", "mean", 1f))[0][0])
                .isCloseTo(score(-1, 1), within(1e-6f));
        assertThat(listener.retired).containsExactly("mean");
    }

    @Test
    void theLastGoodVersionStaysWhenTheChangedFileIsBroken() throws Exception {
        // Given
        Path file = directory.resolve("mean.onnx");
        TestingModels.write(file, 3);
        scores(TestingTensors.of("item", "mean", 1f));
        Files.writeString(file, "half a model");

        // When
        pool.rescan().get();
        pool.rescan().get();

        // Then
        assertThat(scores(TestingTensors.of("item", "mean", 1f))[0][0])
                .isCloseTo(score(3, 1), within(1e-6f));
        assertThat(pool.entries().get("mean")).isInstanceOf(ModelEntry.Broken.class);
        assertThat(listener.broken).containsExactly("mean");
    }

    @Test
    void theLastGoodVersionStaysWhenOnnxRuntimeRefusesTheChangedFile() throws Exception {
        // Given
        Path file = directory.resolve("mean.onnx");
        TestingModels.write(file, 3);
        scores(TestingTensors.of("item", "mean", 1f));
        TestingModels.writeUnloadable(file);

        // When
        pool.rescan().get();

        // Then
        assertThat(scores(TestingTensors.of("item", "mean", 1f))[0][0])
                .isCloseTo(score(3, 1), within(1e-6f));
        assertThat(pool.entries().get("mean"))
                .isInstanceOfSatisfying(
                        ModelEntry.Broken.class,
                        broken -> assertThat(broken.reason()).contains("NoSuchOperator"));
    }

    @Test
    void aBrokenModelIsRefusedWithItsReasonUntilTheFileIsMended() throws Exception {
        // Given
        Path file = directory.resolve("mean.onnx");
        TestingModels.writeUnloadable(file);
        assertRefused(
                TestingTensors.of("item", "mean", 1f), ErrorCode.MODEL_BROKEN, "NoSuchOperator");
        TestingModels.write(file, 1);

        // When
        pool.rescan().get();

        // Then
        assertThat(scores(TestingTensors.of("item", "mean", 0f))[0][0]).isEqualTo(0.5f);
    }

    @Test
    void aRemovedFileIsAModelNoMore() throws Exception {
        // Given
        Path file = directory.resolve("mean.onnx");
        TestingModels.write(file, 1);
        scores(TestingTensors.of("item", "mean", 0f));
        Files.delete(file);

        // When
        pool.rescan().get();

        // Then
        assertRefused(
                TestingTensors.of("item", "mean", 0f), ErrorCode.MODEL_NOT_FOUND, "no model mean");
    }

    @Test
    void theLeastRecentlyUsedModelMakesRoom() throws Exception {
        // Given
        for (String name : List.of("a", "b", "c")) {
            TestingModels.write(directory.resolve(name + ".onnx"), 1);
        }
        scores(TestingTensors.of("item", "a", 0f));
        scores(TestingTensors.of("item", "b", 0f));
        scores(TestingTensors.of("item", "a", 0f));

        // When
        scores(TestingTensors.of("item", "c", 0f));

        // Then
        assertThat(listener.retired).containsExactly("b");
        assertThat(scores(TestingTensors.of("item", "b", 0f))[0][0]).isEqualTo(0.5f);
    }

    @Test
    void closingAnswersWhatWaits() throws Exception {
        // Given
        TestingModels.write(directory.resolve("mean.onnx"), 1);
        pool.load("mean").get();
        List<CompletableFuture<Scored>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(
                    pool.score("mean", new PendingPart(TestingTensors.of("i" + i, "mean", 0f))));
        }

        // When
        pool.close();

        // Then
        for (CompletableFuture<Scored> answer : answers) {
            assertThat(answer.get().scores()[0][0]).isEqualTo(0.5f);
        }
    }
}
