package lumen.evaluation;

import java.util.OptionalDouble;

/**
 * How good the predictions of one label are.
 *
 * @param label its code
 * @param threshold from which score it is recognised
 * @param counts right and wrong decisions: precision, recall, F1 and accuracy are its methods
 * @param averagePrecision the area under the precision-recall curve; 0 when the label is nowhere
 * @param rocArea the area under the ROC curve; empty when every example has the label or none
 * @param calibration the reliability of its scores, in ten bins
 * @param histogram its scores in twenty bins
 */
public record LabelReport(
        String label,
        double threshold,
        ConfusionCounts counts,
        double averagePrecision,
        OptionalDouble rocArea,
        Calibration calibration,
        ScoreBins histogram) {}
