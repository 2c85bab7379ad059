package lumen.training.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    @Test
    void averageForgetsTheBeginningQuicklyAndThenSlowly() {
        // Given a weight that counts up
        try (PointerScope _ = new PointerScope()) {
            Tensor weight = TensorData.of(new float[] {0}, 1);
            try (WeightAverage average = new WeightAverage(0.5, Map.of("w", weight))) {

                // When
                double expected = 0;
                for (int update = 1; update <= 20; update++) {
                    weight.add_(new Scalar(1f));
                    average.update();
                    double kept = Math.min(0.5, (1.0 + update) / (10.0 + update));
                    expected = kept * expected + (1 - kept) * update;
                }

                // Then
                assertThat((double) TensorData.floats(average.averages().get("w"))[0])
                        .isCloseTo(expected, within(1e-5));
            }
        }
    }
}
