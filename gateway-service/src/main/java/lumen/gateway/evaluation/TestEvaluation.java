package lumen.gateway.evaluation;

import lumen.contracts.rest.TestMetrics.Coverage;

/**
 * The result of a TEST job, as it is stored.
 *
 * @param coverage which files it is about
 * @param files a file's scores are those of its windows taken together
 * @param chunks windows, each compared with the labels of its whole file
 */
public record TestEvaluation(Coverage coverage, LevelEvaluation files, LevelEvaluation chunks) {}
