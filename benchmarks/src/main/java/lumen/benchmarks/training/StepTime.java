package lumen.benchmarks.training;

/**
 * How long something took.
 *
 * @param processor processor time of the whole process, in ns
 * @param wall time that passed, in ns
 * @param loss the loss before a training step
 */
record StepTime(long processor, long wall, double loss) {
    /** Reads the worker's answer: the three numbers separated by blanks. */
    static StepTime parse(String answer) {
        String[] parts = answer.split(" ", -1);
        return new StepTime(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Double.parseDouble(parts[2]));
    }
}
