package lumen.contracts.rest;

/**
 * The JSON body of {@code POST /jobs/{id}/thresholds}: asks for a model with thresholds that suit
 * the files of a TEST job.
 *
 * @param mode how thresholds are chosen
 * @param model the id that the new model gets; the tested model's id with {@code -tuned} when null
 */
public record ThresholdRequest(Mode mode, String model) {
    /** How thresholds are chosen. */
    public enum Mode {
        /** One for all labels: the highest micro and macro F1 together. */
        GLOBAL,
        /** One for each label: halfway between its own best one and the common one. */
        PER_LABEL
    }
}
