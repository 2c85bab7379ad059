package lumen.recipe;

import java.util.List;
import java.util.stream.Collectors;

/** Options that make no training run, with everything that is wrong with them. */
public final class InvalidRecipeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * Something that is wrong.
     *
     * @param option name of the option as it was given; empty when it is not about one option
     * @param message what is wrong with it and what is allowed; begins with the option's name
     */
    public record Fault(String option, String message) {
        /** Whether the value is allowed and only useless beside those of other options. */
        public boolean isWithoutEffect() {
            return message.startsWith(option + " has no effect");
        }
    }

    /** At least one fault. */
    public InvalidRecipeException(List<Fault> faults) {
        super(faults.stream().map(Fault::message).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** All faults, in the order of the options. */
    public List<Fault> faults() {
        return faults;
    }
}
