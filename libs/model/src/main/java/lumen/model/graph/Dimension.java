package lumen.model.graph;

/** One dimension of a graph's input or output. */
public sealed interface Dimension {
    /**
     * A dimension of a fixed size.
     *
     * @param size at least 1
     */
    record Fixed(long size) implements Dimension {
        public Fixed {
            if (size < 1) {
                throw new IllegalArgumentException("a dimension of size " + size);
            }
        }
    }

    /**
     * A dimension that may have another size at every run.
     *
     * @param name tells which dimensions have equal sizes
     */
    record Symbolic(String name) implements Dimension {
        public Symbolic {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a symbolic dimension needs a name");
            }
        }
    }

    static Dimension of(long size) {
        return new Fixed(size);
    }

    static Dimension named(String name) {
        return new Symbolic(name);
    }
}
