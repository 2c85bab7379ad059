package lumen.inference.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import lumen.contracts.error.ErrorCode;
import lumen.inference.TestingTensors;
import lumen.inference.batching.BatchLimits;
import lumen.inference.engine.EngineException;
import lumen.inference.engine.LogitFunction;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelDescription;
import lumen.model.file.ModelMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadedModelTest {
    private final RecordingListener listener = new RecordingListener();

    /** A model of one label whose logit is the window's first value; 13 brings bad luck. */
    private static final class SuperstitiousFunction implements LogitFunction {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public float[] logits(FloatBuffer features, long[] shape) throws EngineException {
            int windows = (int) shape[0];
            int size = features.remaining() / windows;
            float[] logits = new float[windows];
            for (int i = 0; i < windows; i++) {
                logits[i] = features.get(i * size);
                if (logits[i] == 13) {
                    throw new EngineException("bad luck");
                }
            }
            return logits;
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private LoadedModel model(LogitFunction function) {
        ObjectNode empty = new ObjectMapper().createObjectNode();
        ModelMetadata metadata =
                new ModelMetadata(
                        List.of("luck"),
                        Map.of(),
                        empty,
                        Map.of("luck", 0.5),
                        Aggregation.MAX,
                        "superstition",
                        empty);
        return new LoadedModel(
                "superstition",
                new ModelDescription(metadata, "0", List.of(-1L, -1L, -1L), 0, 0),
                function,
                new BatchLimits(4, Duration.ofHours(1)),
                listener);
    }

    @Test
    void aPartThatFailsDoesNotFailTheOthersOfItsBatch() throws Exception {
        // Given
        LoadedModel model = model(new SuperstitiousFunction());
        PendingPart before = new PendingPart(TestingTensors.of("before", "m", 0f));
        PendingPart unlucky = new PendingPart(TestingTensors.of("unlucky", "m", 0f, 13f));
        PendingPart after = new PendingPart(TestingTensors.of("after", "m", 0f));
        for (PendingPart part : List.of(before, unlucky, after)) {
            assertThat(model.submit(part)).isTrue();
        }

        // When
        model.start();

        // Then
        assertThat(before.logits().get()).isEqualTo(new float[][] {{0f}});
        assertThat(after.logits().get()).isEqualTo(new float[][] {{0f}});
        assertThatThrownBy(() -> unlucky.logits().get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ScoringException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL));
        assertThat(listener.failed).containsExactly("bad luck");
    }

    @Test
    void aRetiredModelFinishesWhatItHasTakesNothingAndFreesItsMemory() throws Exception {
        // Given
        SuperstitiousFunction function = new SuperstitiousFunction();
        LoadedModel model = model(function);
        PendingPart part = new PendingPart(TestingTensors.of("item", "m", 0f));
        model.submit(part);
        model.start();

        // When
        model.retire();
        boolean taken = model.submit(new PendingPart(TestingTensors.of("late", "m", 0f)));

        // Then
        assertThat(taken).isFalse();
        assertThat(part.logits().get()).isEqualTo(new float[][] {{0f}});
        model.awaitEnd(Duration.ofSeconds(20));
        assertThat(function.closed).isTrue();
    }

    @Test
    void tooFewLogitsAreAFailure() {
        // Given
        LoadedModel model =
                model(
                        new LogitFunction() {
                            @Override
                            public float[] logits(FloatBuffer features, long[] shape) {
                                return new float[0];
                            }

                            @Override
                            public void close() {}
                        });
        PendingPart part = new PendingPart(TestingTensors.of("item", "m", 1f, 2f, 3f, 4f));

        // When
        model.start();

        // Then
        assertThat(part.logits()).isNotDone();
        assertThatThrownBy(
                        () -> {
                            model.submit(part);
                            part.logits().get();
                        })
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ScoringException.class);
        model.retire();
    }
}
