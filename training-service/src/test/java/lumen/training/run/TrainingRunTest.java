package lumen.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.model.file.ModelDescription;
import lumen.model.file.ModelFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    @TempDir Path directory;
    private TinyRun tiny;
    private final RecordingListener listener = new RecordingListener();

    @BeforeEach
    void prepare() throws Exception {
        tiny = new TinyRun(directory);
    }

    @Test
    void aRunTrainsValidatesTestsAndLeavesACompleteModel() throws Exception {
        // Given
        String options = "'epochs': 6";

        // When
        RunResult result = tiny.run("first", listener, options);

        // Then
        assertThat(listener.phases)
                .startsWith(Phase.PREPARING, Phase.TRAINING, Phase.VALIDATING)
                .endsWith(Phase.TESTING, Phase.FINISHING);
        RunResult.Finished finished = (RunResult.Finished) result;
        assertThat(finished.stopped()).isFalse();
        assertThat(finished.figures()).containsKeys("test/f1", "test_last/f1", "val/file_f1");
        assertThat(listener.last(Scope.TRAIN_EPOCH, "train/loss"))
                .isLessThan(listener.rows(Scope.TRAIN_EPOCH).getFirst().values().get("train/loss"));
        assertThat(finished.figures().get("test/file_micro_f1")).isGreaterThan(0.8);
        ModelDescription model = ModelFile.describe(finished.best());
        assertThat(model.metadata().labels()).isEqualTo(TinyRun.LABELS);
        assertThat(model.metadata().provenance().at("/training_data/files").asInt()).isEqualTo(16);
        assertThat(model.metadata().provenance().at("/configuration/train_paths/0").asText())
                .isEqualTo("irmastrain:train");
        assertThat(listener.rows(Scope.STEP)).hasSize(24);
    }

    @Test
    void theSameRecipeGivesTheSameModelByteForByte() throws Exception {
        // Given
        tiny.run("first", listener, "");

        // When
        tiny.run("second", listener, "");

        // Then
        for (String file : List.of("best.onnx", "last.onnx")) {
            assertThat(tiny.folder("second").resolve(file))
                    .hasSameBinaryContentAs(tiny.folder("first").resolve(file));
        }
    }
}
