package lumen.model.quantization;

/**
 * A matrix or kernels in eight bits, with a scale for each output: {@code w ≈ scale · q}, {@code q}
 * from -127 to 127.
 *
 * @param values in the same order as the original
 * @param scales one for each output
 */
record QuantizedWeight(byte[] values, float[] scales) {
    private static final float SMALLEST_LARGEST = 1e-8f;

    /**
     * Rounds weights whose outputs are the first axis, or the last.
     *
     * @param outputs how many outputs there are
     * @param outputsFirst whether the values of an output stand one after the other
     * @param leastScales the smallest scale of each output
     */
    static QuantizedWeight of(
            float[] weight, int outputs, boolean outputsFirst, float[] leastScales) {
        int perOutput = weight.length / outputs;
        float[] scales = new float[outputs];
        byte[] values = new byte[weight.length];
        for (int output = 0; output < outputs; output++) {
            float largest = SMALLEST_LARGEST;
            for (int i = 0; i < perOutput; i++) {
                int at = outputsFirst ? output * perOutput + i : i * outputs + output;
                largest = Math.max(largest, Math.abs(weight[at]));
            }
            scales[output] = Math.max(largest / Byte.MAX_VALUE, leastScales[output]);
            for (int i = 0; i < perOutput; i++) {
                int at = outputsFirst ? output * perOutput + i : i * outputs + output;
                values[at] = (byte) Math.round(weight[at] / scales[output]);
            }
        }
        return new QuantizedWeight(values, scales);
    }
}
