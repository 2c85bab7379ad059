package lumen.inference.batching;

import java.util.List;

/** A part that can be told from others. */
record TestingPart(int number, int windows, List<Integer> windowShape) implements BatchedPart {
    static TestingPart of(int number, int windows) {
        return new TestingPart(number, windows, List.of(128, 224));
    }
}
