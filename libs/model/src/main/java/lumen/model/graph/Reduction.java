package lumen.model.graph;

/** How values along some dimensions become one. */
public enum Reduction {
    MEAN("ReduceMean"),
    SUM("ReduceSum"),
    MAXIMUM("ReduceMax"),
    /** The root of the sum of squares. */
    EUCLIDEAN_NORM("ReduceL2");

    private final String operator;

    Reduction(String operator) {
        this.operator = operator;
    }

    String operator() {
        return operator;
    }
}
