package lumen.training.engine;

/**
 * Names of the operators that stand for a group of nodes; none of them is in a file.
 *
 * @see GraphFusion
 */
final class FusedOperator {
    static final String SILU = "lumen.fused.Silu";
    static final String GELU = "lumen.fused.Gelu";
    static final String LINEAR = "lumen.fused.Linear";
    static final String ATTENTION = "lumen.fused.Attention";

    private FusedOperator() {}
}
