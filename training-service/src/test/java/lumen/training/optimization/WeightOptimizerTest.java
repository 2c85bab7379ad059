package lumen.training.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.TensorData;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WeightOptimizerTest {
    private static final double RATE = 0.01;
    private static final double EPSILON = 1e-8;

    @BeforeAll
    static void prepare() {
        NativeRuntime.prepare(1, 1);
    }

    /** AdamW in double precision, as Loshchilov and Hutter write it. */
    private static double reference(
            double weight, double[] gradients, double[] momentum, double weightDecay) {
        double first = 0;
        double second = 0;
        double result = weight;
        for (int step = 0; step < gradients.length; step++) {
            double gradient = gradients[step];
            first = momentum[step] * first + (1 - momentum[step]) * gradient;
            second = 0.999 * second + 0.001 * gradient * gradient;
            double firstCorrected = first / (1 - Math.pow(momentum[step], step + 1));
            double secondCorrected = second / (1 - Math.pow(0.999, step + 1));
            result *= 1 - RATE * weightDecay;
            result -= RATE * firstCorrected / (Math.sqrt(secondCorrected) + EPSILON);
        }
        return result;
    }

    /** Steps along given gradients: the loss is the parameter times the gradient. */
    private static float[] optimised(
            float weight,
            long[] shape,
            double[] gradients,
            double[] momentum,
            double weightDecay,
            double clipping) {
        return optimised(weight, shape, gradients, momentum, weightDecay, clipping, true);
    }

    private static float[] optimised(
            float weight,
            long[] shape,
            double[] gradients,
            double[] momentum,
            double weightDecay,
            double clipping,
            boolean decoupled) {
        try (PointerScope _ = new PointerScope()) {
            Tensor parameter = TensorData.of(new float[] {weight}, shape);
            parameter.set_requires_grad(true);
            Map<String, Tensor> parameters = new LinkedHashMap<>();
            parameters.put("w", parameter);
            try (WeightOptimizer optimizer =
                    new WeightOptimizer(
                            ParameterGroup.usual(parameters, weightDecay, name -> true, 1),
                            decoupled,
                            clipping)) {
                for (int step = 0; step < gradients.length; step++) {
                    Tensor factor = TensorData.of(new float[] {(float) gradients[step]}, shape);
                    parameter.mul(factor).sum().backward();
                    optimizer.step(RATE, momentum[step]);
                }
            }
            return TensorData.floats(parameter);
        }
    }

    @Test
    void stepsAreThoseOfAdamW() {
        // Given gradients of changing size and a momentum that cycles
        double[] gradients = {1, -0.2, 3, 0.01, -2};
        double[] momentum = {0.95, 0.9, 0.85, 0.9, 0.95};

        // When
        float[] weight = optimised(0.5f, new long[] {1, 1}, gradients, momentum, 0.1, 0);

        // Then: float32 against float64
        assertThat((double) weight[0])
                .isCloseTo(reference(0.5, gradients, momentum, 0.1), within(1e-6));
    }

    @Test
    void weightsDecayThroughTheGradientInAdam() {
        // Given
        double[] gradients = {1, -0.2, 3, 0.01, -2};
        double[] momentum = {0.9, 0.9, 0.9, 0.9, 0.9};

        // When
        float[] weight = optimised(0.5f, new long[] {1, 1}, gradients, momentum, 0.1, 0, false);

        // Then: Kingma and Ba, with the decay's gradient 0.1 w added to each
        double expected = 0.5;
        double first = 0;
        double second = 0;
        for (int step = 0; step < gradients.length; step++) {
            double gradient = gradients[step] + 0.1 * expected;
            first = 0.9 * first + 0.1 * gradient;
            second = 0.999 * second + 0.001 * gradient * gradient;
            double size = Math.sqrt(second / (1 - Math.pow(0.999, step + 1))) + EPSILON;
            expected -= RATE * first / (1 - Math.pow(0.9, step + 1)) / size;
        }
        assertThat((double) weight[0]).isCloseTo(expected, within(1e-6));
        assertThat(expected).isNotCloseTo(reference(0.5, gradients, momentum, 0.1), within(1e-4));
    }

    @Test
    void tensorsOfOneAxisDoNotDecay() {
        // Given
        double[] gradients = {1, -0.2, 3};
        double[] momentum = {0.9, 0.9, 0.9};

        // When
        float[] weight = optimised(0.5f, new long[] {1}, gradients, momentum, 0.1, 0);

        // Then
        assertThat((double) weight[0])
                .isCloseTo(reference(0.5, gradients, momentum, 0), within(1e-6));
    }

    @Test
    void gradientsAreClippedToTheNorm() {
        // Given gradients of norm 3 and 2
        double[] gradients = {3, -2};
        double[] momentum = {0.9, 0.9};

        // When
        float[] weight = optimised(0.5f, new long[] {1}, gradients, momentum, 0, 0.5);

        // Then they count as 0.5; libtorch divides by the norm plus 1e-6
        assertThat((double) weight[0])
                .isCloseTo(reference(0.5, new double[] {0.5, -0.5}, momentum, 0), within(1e-5));
    }

    private static Tensor parameter(float weight) {
        Tensor parameter = TensorData.of(new float[] {weight}, 1, 1);
        parameter.set_requires_grad(true);
        return parameter;
    }

    /** Adds a gradient to a parameter's. */
    private static void addGradient(Tensor parameter, double gradient) {
        parameter.mul(TensorData.of(new float[] {(float) gradient}, 1, 1)).sum().backward();
    }

    @Test
    void gradientsAddUpUntilTheStep() {
        // Given
        double[] gradients = {1, -0.5};
        try (PointerScope _ = new PointerScope()) {
            Tensor weight = parameter(0.5f);
            try (WeightOptimizer optimizer = new WeightOptimizer(Map.of("w", weight), 0, 0)) {
                // When each is made of two halves
                for (double gradient : gradients) {
                    addGradient(weight, gradient / 2);
                    addGradient(weight, gradient / 2);
                    optimizer.step(RATE, 0.9);
                }
            }

            // Then
            assertThat((double) TensorData.floats(weight)[0])
                    .isCloseTo(reference(0.5, gradients, new double[] {0.9, 0.9}, 0), within(1e-6));
        }
    }

    @Test
    void groupsHaveRatesAndDecaysOfTheirOwnAndFrozenWeightsStay() {
        // Given a slow backbone, a head, and a weight that gets no gradient
        try (PointerScope _ = new PointerScope()) {
            Map<String, Tensor> parameters = new LinkedHashMap<>();
            parameters.put("backbone", parameter(0.5f));
            parameters.put("frozen", parameter(0.5f));
            parameters.put("head", parameter(0.5f));
            var groups = ParameterGroup.usual(parameters, 0.1, name -> name.equals("head"), 0.125);
            try (WeightOptimizer optimizer = new WeightOptimizer(groups, true, 0)) {
                // When
                addGradient(parameters.get("backbone"), 1);
                addGradient(parameters.get("head"), 1);
                optimizer.step(RATE, 0.9);
            }

            // Then the first step of Adam is as long as the rate
            double head = 0.5 * (1 - RATE * 0.1) - RATE;
            double backbone = 0.5 * (1 - RATE / 8 * 0.1) - RATE / 8;
            assertThat((double) TensorData.floats(parameters.get("head"))[0])
                    .isCloseTo(head, within(1e-6));
            assertThat((double) TensorData.floats(parameters.get("backbone"))[0])
                    .isCloseTo(backbone, within(1e-6));
            assertThat(TensorData.floats(parameters.get("frozen"))).containsExactly(0.5f);
        }
    }
}
