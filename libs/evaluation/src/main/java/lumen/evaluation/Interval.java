package lumen.evaluation;

/**
 * Where a figure lies with some confidence.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {}
