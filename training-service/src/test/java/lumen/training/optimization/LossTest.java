package lumen.training.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss against its formula in double precision, and its gradient against differences. */
class LossTest {
    private static final int LABELS = 4;
    private static final float[] LOGITS = {2, -1, 0.5f, -3, -0.2f, 4, -5, 1.5f, 0, 0.1f, -2, 3};
    private static final float[] TARGETS = {1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0};

    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static double entropy(double x, double y, double weight) {
        return -(weight * y * Math.log(sigmoid(x)) + (1 - y) * Math.log(1 - sigmoid(x)));
    }

    private static double[] windows(Loss loss, float[] logits, Optional<float[]> teacher) {
        try (PointerScope _ = new PointerScope()) {
            int count = logits.length / LABELS;
            Tensor values =
                    loss.ofWindows(
                            TensorData.of(logits, count, LABELS),
                            TensorData.of(Arrays.copyOf(TARGETS, logits.length), count, LABELS),
                            teacher.map(own -> TensorData.of(own, count, LABELS)));
            float[] floats = TensorData.floats(values);
            double[] result = new double[floats.length];
            for (int index = 0; index < result.length; index++) {
                result[index] = floats[index];
            }
            return result;
        }
    }

    private static float[] gradient(Loss loss) {
        try (PointerScope _ = new PointerScope()) {
            int count = LOGITS.length / LABELS;
            Tensor logits = TensorData.of(LOGITS, count, LABELS);
            logits.set_requires_grad(true);
            loss.ofWindows(logits, TensorData.of(TARGETS, count, LABELS), Optional.empty())
                    .sum()
                    .backward();
            return TensorData.floats(logits.grad());
        }
    }

    static Stream<Arguments> elementLosses() {
        return Stream.of(
                Arguments.of(new CrossEntropy(), (DoubleBinaryOperator) (x, y) -> entropy(x, y, 1)),
                Arguments.of(
                        new CrossEntropy(
                                Optional.of(
                                        new PositiveWeights(new float[] {2.5f, 2.5f, 2.5f, 2.5f}))),
                        (DoubleBinaryOperator) (x, y) -> entropy(x, y, 2.5)),
                Arguments.of(
                        new FocalLoss(new CrossEntropy(), 2, FocalLoss.Form.STANDARD),
                        (DoubleBinaryOperator)
                                (x, y) -> {
                                    double truth = y * sigmoid(x) + (1 - y) * (1 - sigmoid(x));
                                    return Math.pow(1 - truth, 2) * entropy(x, y, 1);
                                }),
                Arguments.of(
                        new FocalLoss(new CrossEntropy(), 0.5, FocalLoss.Form.REFERENCE),
                        (DoubleBinaryOperator)
                                (x, y) -> Math.sqrt(1 - sigmoid(x)) * entropy(x, y, 1)),
                Arguments.of(
                        new AsymmetricLoss(1, 4, 0.05),
                        (DoubleBinaryOperator)
                                (x, y) -> {
                                    double p = sigmoid(x);
                                    double shifted = Math.max(p - 0.05, 0);
                                    double there = (1 - p) * Math.log(p);
                                    double absent = Math.pow(shifted, 4) * Math.log(1 - shifted);
                                    return -(y * there + (1 - y) * absent);
                                }));
    }

    @ParameterizedTest
    @MethodSource("elementLosses")
    void aWindowCostsTheMeanOfItsLabels(ElementLoss elements, DoubleBinaryOperator formula) {
        // Given
        double[] expected = new double[LOGITS.length / LABELS];
        for (int index = 0; index < LOGITS.length; index++) {
            expected[index / LABELS] +=
                    formula.applyAsDouble(LOGITS[index], TARGETS[index]) / LABELS;
        }

        // When
        double[] losses = windows(new Loss(elements), LOGITS, Optional.empty());

        // Then
        assertThat(losses).containsExactly(expected, within(2e-6));
    }

    @ParameterizedTest
    @MethodSource("elementLosses")
    void gradientsAreThoseOfTheFormula(ElementLoss elements, DoubleBinaryOperator formula) {
        // Given differences of the formula
        double step = 1e-6;
        double[] expected = new double[LOGITS.length];
        for (int index = 0; index < LOGITS.length; index++) {
            double y = TARGETS[index];
            expected[index] =
                    (formula.applyAsDouble(LOGITS[index] + step, y)
                                    - formula.applyAsDouble(LOGITS[index] - step, y))
                            / (2 * step * LABELS);
        }

        // When
        float[] gradient = gradient(new Loss(elements));

        // Then
        for (int index = 0; index < LOGITS.length; index++) {
            assertThat((double) gradient[index]).isCloseTo(expected[index], within(2e-6));
        }
    }

    @Test
    void aConfidentMistakeOnAnAbsentLabelCountsLessInTheReferencesFocalLossOnly() {
        // Given a logit of 4 where the label is absent
        float[] logits = {0, 4, 0, 0};

        // When
        double standard =
                windows(
                        new Loss(new FocalLoss(new CrossEntropy(), 2, FocalLoss.Form.STANDARD)),
                        logits,
                        Optional.empty())[0];
        double reference =
                windows(
                        new Loss(new FocalLoss(new CrossEntropy(), 2, FocalLoss.Form.REFERENCE)),
                        logits,
                        Optional.empty())[0];

        // Then
        assertThat(standard).isGreaterThan(1);
        assertThat(reference).isLessThan(0.2);
    }

    @Test
    void extremeLogitsHaveFiniteGradients() {
        // Given
        float[] extreme = {100, -100, 100, -100};

        // When
        double[] focal =
                windows(
                        new Loss(new FocalLoss(new CrossEntropy(), 0.3, FocalLoss.Form.REFERENCE)),
                        extreme,
                        Optional.empty());
        double[] asymmetric =
                windows(new Loss(new AsymmetricLoss(1, 4, 0.05)), extreme, Optional.empty());

        // Then
        assertThat(focal[0]).isFinite();
        assertThat(asymmetric[0]).isFinite();
    }

    @Test
    void smoothedTargetsAreOneTwentiethFromTheTruth() {
        // Given
        double smoothing = 0.1;
        double expected = 0;
        for (int label = 0; label < LABELS; label++) {
            double target = TARGETS[label] * 0.9 + 0.05;
            expected += entropy(LOGITS[label], target, 1) / LABELS;
        }

        // When
        double[] losses =
                windows(
                        new Loss(new CrossEntropy(), smoothing, Optional.empty(), Optional.empty()),
                        LOGITS,
                        Optional.empty());

        // Then
        assertThat(losses[0]).isCloseTo(expected, within(1e-6));
    }

    @Test
    void aFamilyIsHeardWhereOneOfItsInstrumentsIs() {
        // Given families {0, 2} and {1, 3}, whose loss counts 0.8
        FamilyLoss families = FamilyLoss.of(List.of("a", "b", "a", "b"), 0.8);

        // When
        double[] losses =
                windows(
                        new Loss(new CrossEntropy(), 0, Optional.of(families), Optional.empty()),
                        LOGITS,
                        Optional.empty());

        // Then
        for (int window = 0; window < losses.length; window++) {
            int first = window * LABELS;
            double expected = 0;
            for (int label = 0; label < LABELS; label++) {
                expected += entropy(LOGITS[first + label], TARGETS[first + label], 1) / LABELS;
            }
            for (int family = 0; family < 2; family++) {
                expected +=
                        0.8
                                / 2
                                * entropy(
                                        Math.max(
                                                LOGITS[first + family], LOGITS[first + family + 2]),
                                        Math.max(
                                                TARGETS[first + family],
                                                TARGETS[first + family + 2]),
                                        1);
            }
            assertThat(losses[window]).isCloseTo(expected, within(2e-6));
        }
    }

    @Test
    void aTeacherTakesItsShareOfTheLoss() {
        // Given
        float[] teacher = {1, 1, -1, -1, 2, -2, 0.5f, 0, 3, -3, 0, 1};
        Distillation distillation = new Distillation(0.3, 2);

        // When
        double[] losses =
                windows(
                        new Loss(
                                new CrossEntropy(), 0, Optional.empty(), Optional.of(distillation)),
                        LOGITS,
                        Optional.of(teacher));

        // Then it is 0.7 of the truth's and 0.3 of the teacher's, times 2²
        double expected = 0;
        for (int label = 0; label < LABELS; label++) {
            expected += 0.7 * entropy(LOGITS[label], TARGETS[label], 1) / LABELS;
            double taught = entropy(LOGITS[label] / 2, sigmoid(teacher[label] / 2), 1);
            expected += 0.3 * 4 * taught / LABELS;
        }
        assertThat(losses[0]).isCloseTo(expected, within(2e-6));
    }

    @Test
    void weightsOfLabelsBalanceThoseThatHaveThemAndThoseThatDoNot() {
        // Given the cellos and voices of IRMAS, and a label that no file has
        long[] having = {388, 778, 0};

        // When
        PositiveWeights weights = PositiveWeights.balancing(6705, having);

        // Then the first two are those that the reference computes
        assertThat((double) weights.weights()[0]).isCloseTo(16.28, within(0.005));
        assertThat((double) weights.weights()[1]).isCloseTo(7.62, within(0.005));
        assertThat(weights.weights()[2]).isEqualTo(1);
    }

    @Test
    void filesOfSeveralLabelsAreCountedOnce() {
        // Given 650 files, of which 250 have guitars
        long[] having = {250};

        // When
        PositiveWeights weights = PositiveWeights.balancing(650, having);

        // Then it is 400 / 250
        assertThat(weights.weights()).containsExactly(1.6f);
    }
}
