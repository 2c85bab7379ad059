package lumen.evaluation;

/**
 * How far scores can be read as probabilities.
 *
 * @param bins the reliability diagram
 * @param brierScore the mean of (score − truth)², from 0 to 1; less is better
 */
public record Calibration(ScoreBins bins, double brierScore) {
    /** See {@link ScoreBins#expectedCalibrationError}. */
    public double expectedError() {
        return bins.expectedCalibrationError();
    }
}
