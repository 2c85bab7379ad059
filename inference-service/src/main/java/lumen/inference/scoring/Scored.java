package lumen.inference.scoring;

import lumen.model.file.ModelDescription;

/**
 * The scores of one part.
 *
 * @param model the version that computed them
 * @param scores from 0 to 1: one row for each window, one column for each label
 */
public record Scored(ModelDescription model, float[][] scores) {}
