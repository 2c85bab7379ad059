package lumen.inference.batching;

import java.util.List;

/** Some windows that must be computed in one batch, since they are answered together. */
public interface BatchedPart {
    /** How many windows this part has, at least 1. */
    int windows();

    /** The shape of one window; windows of different shapes never share a batch. */
    List<Integer> windowShape();
}
