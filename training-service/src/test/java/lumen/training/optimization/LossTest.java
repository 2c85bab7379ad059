package lumen.training.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossTest {
    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void lossIsTheMeanCrossEntropyOfSmoothedTargets(double smoothing) {
        // Given
        float[] logits = {2, -1, 0.5f, -3};
        float[] targets = {1, 0, 0, 1};

        // When
        double loss;
        try (PointerScope _ = new PointerScope()) {
            loss =
                    new Loss(smoothing)
                            .of(TensorData.of(logits, 2, 2), TensorData.of(targets, 2, 2))
                            .item_float();
        }

        // Then it is -[y ln s(x) + (1 - y) ln(1 - s(x))]
        double expected = 0;
        for (int index = 0; index < logits.length; index++) {
            double score = 1 / (1 + Math.exp(-logits[index]));
            double target = targets[index] * (1 - smoothing) + smoothing / 2;
            expected -= target * Math.log(score) + (1 - target) * Math.log(1 - score);
        }
        assertThat(loss).isCloseTo(expected / logits.length, within(1e-6));
    }
}
