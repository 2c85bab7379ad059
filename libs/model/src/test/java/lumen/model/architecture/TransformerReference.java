package lumen.model.architecture;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The parts of transformers in float64 with plain loops, written from the publications, to compare
 * graphs with. Sequences are {@code [steps][features]}.
 */
final class TransformerReference {
    private final Weights weights;

    TransformerReference(Weights weights) {
        this.weights = weights;
    }

    double[][] linear(double[][] sequence, String path) {
        double[] weight = weights.get(path + ".weight");
        double[] bias = weights.get(path + ".bias");
        int inputs = sequence[0].length;
        double[][] result = new double[sequence.length][bias.length];
        for (int step = 0; step < sequence.length; step++) {
            for (int output = 0; output < bias.length; output++) {
                double sum = bias[output];
                for (int input = 0; input < inputs; input++) {
                    sum += weight[output * inputs + input] * sequence[step][input];
                }
                result[step][output] = sum;
            }
        }
        return result;
    }

    double[][] normalized(double[][] sequence, String path, double epsilon) {
        double[] scale = weights.get(path + ".weight");
        double[] bias = weights.get(path + ".bias");
        double[][] result = new double[sequence.length][scale.length];
        for (int step = 0; step < sequence.length; step++) {
            double[] standard = standardised(sequence[step], epsilon);
            for (int i = 0; i < scale.length; i++) {
                result[step][i] = standard[i] * scale[i] + bias[i];
            }
        }
        return result;
    }

    double[][] attention(
            double[][] sequence, int heads, String query, String key, String value, String output) {
        double[][] queries = linear(sequence, query);
        double[][] keys = linear(sequence, key);
        double[][] values = linear(sequence, value);
        int steps = sequence.length;
        int width = sequence[0].length;
        int size = width / heads;
        double[][] context = new double[steps][width];
        for (int head = 0; head < heads; head++) {
            for (int step = 0; step < steps; step++) {
                double[] shares = new double[steps];
                double total = 0;
                for (int other = 0; other < steps; other++) {
                    double product = 0;
                    for (int i = head * size; i < (head + 1) * size; i++) {
                        product += queries[step][i] * keys[other][i];
                    }
                    shares[other] = Math.exp(product / Math.sqrt(size));
                    total += shares[other];
                }
                for (int other = 0; other < steps; other++) {
                    for (int i = head * size; i < (head + 1) * size; i++) {
                        context[step][i] += shares[other] / total * values[other][i];
                    }
                }
            }
        }
        return linear(context, output);
    }

    static double[] standardised(double[] values, double epsilon) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (values[i] - mean) / Math.sqrt(variance + epsilon);
        }
        return result;
    }

    static double[][] sum(double[][] left, double[][] right) {
        double[][] result = new double[left.length][left[0].length];
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < left[0].length; k++) {
                result[i][k] = left[i][k] + right[i][k];
            }
        }
        return result;
    }

    static double[][] each(double[][] sequence, DoubleUnaryOperator function) {
        double[][] result = new double[sequence.length][];
        for (int i = 0; i < sequence.length; i++) {
            result[i] = Arrays.stream(sequence[i]).map(function).toArray();
        }
        return result;
    }

    static double[] mean(double[][] sequence) {
        double[] result = new double[sequence[0].length];
        for (double[] features : sequence) {
            for (int i = 0; i < result.length; i++) {
                result[i] += features[i] / sequence.length;
            }
        }
        return result;
    }

    /** x · Φ(x); the error function by its Maclaurin series, which is exact for |x| &lt; 6. */
    static double gelu(double x) {
        double z = x / Math.sqrt(2);
        if (Math.abs(z) > 5) {
            return x > 0 ? x : 0;
        }
        double term = z;
        double sum = z;
        for (int n = 1; n < 200; n++) {
            term *= -z * z / n;
            sum += term / (2 * n + 1);
        }
        return 0.5 * x * (1 + 2 / Math.sqrt(Math.PI) * sum);
    }
}
