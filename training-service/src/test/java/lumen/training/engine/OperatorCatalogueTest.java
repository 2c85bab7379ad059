package lumen.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperatorCatalogueTest {
    @Test
    void everyOperatorIsComparedWithOnnxRuntime() {
        // Given; groups of nodes that are fused have a test of their own
        Set<String> known = OperatorCatalogue.names();
        known.removeIf(name -> name.startsWith("lumen.fused."));

        // When
        Set<String> compared = new TreeSet<>();
        Stream.of(
                        ActivationParityTest.cases(),
                        ArithmeticParityTest.cases(),
                        ConvolutionParityTest.cases(),
                        FunctionParityTest.cases(),
                        LinearParityTest.cases(),
                        NormalisationParityTest.cases(),
                        RecurrentParityTest.cases(),
                        ReductionParityTest.cases(),
                        ResizeParityTest.cases(),
                        SelectionParityTest.cases(),
                        ShapeParityTest.cases(),
                        SpectralParityTest.cases())
                .flatMap(List::stream)
                .map(OperatorCase::operators)
                .forEach(compared::addAll);

        // Then
        compared.remove("Constant");
        assertThat(compared).containsExactlyInAnyOrderElementsOf(known);
    }
}
