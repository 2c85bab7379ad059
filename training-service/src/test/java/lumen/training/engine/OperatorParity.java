package lumen.training.engine;

import ai.onnxruntime.OrtException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tests of all families of operators do with their {@code cases()}. */
abstract class OperatorParity {
    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aGraphGivesTheSameInTheEngineAndInOnnxRuntime(OperatorCase tested) throws OrtException {
        // Given a graph; When both compute it; Then
        tested.compare();
    }
}
