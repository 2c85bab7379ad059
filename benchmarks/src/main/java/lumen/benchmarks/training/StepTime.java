package lumen.benchmarks.training;

/**
 * How long a training step took.
 *
 * @param processor processor time of the whole process, in ns
 * @param wall time that passed, in ns
 */
record StepTime(long processor, long wall) {}
