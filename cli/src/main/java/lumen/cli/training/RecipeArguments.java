package lumen.cli.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lumen.recipe.InvalidRecipeException.Fault;
import lumen.recipe.RecipeOption;
import lumen.recipe.RecipeOptions;

/**
 * The options of a training run as they stand on a command line: {@code --name value}, {@code
 * --name=value}, lists separated by spaces, flags as {@code --flag}, {@code --flag true|false},
 * {@code --no-flag} or {@code --noflag}. Values stay texts, which a recipe reads.
 */
final class RecipeArguments {
    private static final String DASHES = "--";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<String> tokens;
    private final ObjectNode options = NODES.objectNode();
    private final List<Fault> faults = new ArrayList<>();
    private int next;

    private RecipeArguments(List<String> tokens) {
        this.tokens = tokens;
    }

    /**
     * What was read.
     *
     * @param options by name
     * @param faults what cannot be read
     */
    record Given(ObjectNode options, List<Fault> faults) {}

    static Given parse(List<String> tokens) {
        RecipeArguments arguments = new RecipeArguments(tokens);
        while (arguments.next < tokens.size()) {
            arguments.readOption();
        }
        return new Given(arguments.options, List.copyOf(arguments.faults));
    }

    private void readOption() {
        String token = tokens.get(next++);
        if (!token.startsWith(DASHES)) {
            faults.add(new Fault("", "'" + token + "' stands where an option is expected"));
            return;
        }
        int equals = token.indexOf('=');
        String flag = equals < 0 ? token : token.substring(0, equals);
        List<String> values = new ArrayList<>();
        if (equals >= 0) {
            values.add(token.substring(equals + 1));
        }
        Optional<RecipeOption> named = RecipeOptions.named(name(flag));
        if (named.isPresent()) {
            set(named.get(), equals >= 0, values);
            return;
        }
        Optional<RecipeOption> denied = denied(flag);
        if (denied.isPresent() && equals < 0) {
            options.put(denied.get().name(), false);
            return;
        }
        // The recipe says that there is no such option, and which one is near.
        unknown(flag, values);
    }

    private void unknown(String flag, List<String> values) {
        while (next < tokens.size() && !tokens.get(next).startsWith(DASHES)) {
            values.add(tokens.get(next++));
        }
        options.put(name(flag), String.join(" ", values));
    }

    /** An option's name as it is written on a command line, also if there is no such option. */
    static String flag(String name) {
        return DASHES + name.replace('_', '-');
    }

    private static String name(String flag) {
        return flag.substring(DASHES.length()).replace('-', '_');
    }

    private static Optional<RecipeOption> denied(String flag) {
        String name = name(flag);
        if (!name.startsWith("no")) {
            return Optional.empty();
        }
        String rest = name.substring(name.startsWith("no_") ? 3 : 2);
        return RecipeOptions.named(rest).filter(option -> option.type() == RecipeOption.Type.FLAG);
    }

    private void set(RecipeOption option, boolean complete, List<String> values) {
        switch (option.type()) {
            case FLAG -> {
                if (!complete && next < tokens.size() && isTruth(tokens.get(next))) {
                    values.add(tokens.get(next++));
                }
                put(option, values.isEmpty() ? "true" : values.getFirst());
            }
            case LIST, KEYWORDS -> {
                while (!complete && next < tokens.size() && !tokens.get(next).startsWith(DASHES)) {
                    values.add(tokens.get(next++));
                }
                ArrayNode list =
                        options.get(option.name()) instanceof ArrayNode before
                                ? before
                                : options.putArray(option.name());
                values.forEach(list::add);
            }
            case INTEGER, NUMBER, TEXT, CHOICE -> {
                if (!complete) {
                    if (next == tokens.size() || tokens.get(next).startsWith(DASHES)) {
                        faults.add(new Fault(option.name(), option.name() + " needs a value"));
                        return;
                    }
                    values.add(tokens.get(next++));
                }
                put(option, values.getFirst());
            }
        }
    }

    private void put(RecipeOption option, String value) {
        if (options.has(option.name())) {
            faults.add(new Fault(option.name(), option.name() + " is given twice"));
        }
        options.put(option.name(), value);
    }

    private static boolean isTruth(String token) {
        String text = token.toLowerCase(Locale.ROOT);
        return text.equals("true") || text.equals("false");
    }
}
