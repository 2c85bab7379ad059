package lumen.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Stream;
import lumen.recipe.InvalidRecipeException.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Types and bounds. */
class ValuesTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @ParameterizedTest
    @CsvSource({
        "batch_size, 1, 65536, 0, 65537",
        "sampling_rate, 1000, 384000, 999, 384001",
        "n_fft, 16, 65536, 15, 65537",
        "hop_length, 1, 65536, 0, 65537",
        "n_mels, 1, 1024, 0, 1025",
        "n_mfcc, 1, 1024, 0, 1025",
        "window_frames, 1, 65536, 0, 65537",
        "window_hop_frames, 1, 4194304, 0, 4194305",
        "max_num_width_samples, 2, 4194304, 1, 4194305",
        "finetune_head_epochs, 1, 100000, 0, 100001",
        "epochs, 1, 100000, 0, 100001",
        "accumulate_grad_batches, 1, 65536, 0, 65537",
        "early_stopping_metric_patience, 0, 100000, -1, 100001",
        "log_every_n_steps, 1, 1000000, 0, 1000001",
        "find_lr_steps, 10, 100000, 9, 100001",
        "threads, 1, 1024, 0, 1025",
        "num_workers, 1, 256, 0, 257",
        "seed, 0, 9223372036854775807, -1, 9223372036854775808",
        "dataset_fraction, 0.001, 1, 0, 1.001",
        "f_min, 0, 192000, -1, 192001",
        "f_max, 0.5, 192000, 0, 192001",
        "augmentation_growth, 0, 1, -0.1, 1.1",
        "feature_mean, -1e30, 1e30, -1e999, 1e999",
        "feature_std, 1e-9, 1e9, 0, 1e999",
        "prediction_threshold, 0, 1, -0.1, 1.1",
        "threshold_shrinkage, 0, 1, -0.1, 1.1",
        "backbone_lr_factor, 0.001, 100, 0, 101",
        "add_instrument_loss, 0.01, 1000, 0, 1001",
        "label_smoothing, 0, 0.99, -0.1, 1",
        "distillation_weight, 0.01, 1, 0, 1.1",
        "distillation_temperature, 0.1, 100, 0, 101",
        "weight_decay, 0, 10, -0.1, 10.1",
        "lr, 1e-9, 10, 0, 10.1",
        "lr_onecycle_max, 1e-9, 10, 0, 10.1",
        "lr_warmup, 1e-9, 10, 0, 10.1",
        "gradient_clip_val, 0, 1e6, -0.1, 1e7",
        "weight_average_decay, 0, 0.9999, -0.1, 1",
        "batch_norm_momentum, 0.001, 1, 0, 1.1",
        "limit_train_batches, 0.001, 1000000000, 0, 1000000001",
        "limit_val_batches, 0.001, 1000000000, 0, 1000000001",
        "limit_test_batches, 0.001, 1000000000, 0, 1000000001"
    })
    void boundsAreAllowedAndWhatLiesBeyondIsNot(
            String option, String least, String greatest, String below, String above)
            throws Exception {
        assertThat(refused(option, number(least))).isEmpty();
        assertThat(refused(option, number(greatest))).isEmpty();
        assertThat(refused(option, MAPPER.getNodeFactory().textNode(greatest))).isEmpty();
        assertThat(refused(option, number(below))).contains("must be").contains(below);
        assertThat(refused(option, number(above))).contains("must be");
        assertThat(refused(option, MAPPER.getNodeFactory().textNode("much"))).contains("much");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aValueOfAnotherTypeIsRefused(RecipeOption option) throws Exception {
        // Given
        String wrong =
                switch (option.type()) {
                    case FLAG -> "1";
                    case INTEGER -> "1.5";
                    case NUMBER, CHOICE -> "true";
                    case TEXT -> "{}";
                    case LIST -> "[{}]";
                    case KEYWORDS -> "5";
                };

        // When
        String message = refused(option.name(), MAPPER.readTree(wrong));

        // Then
        assertThat(message).startsWith(option.name() + " ");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOptionIsExplained(RecipeOption option) {
        assertThat(option.name()).matches("[a-z0-9]+(_[a-z0-9]+)*");
        assertThat(option.flag()).isEqualTo("--" + option.name().replace('_', '-'));
        assertThat(option.help()).matches("(?s)[A-Z].*\\.");
        assertThat(RecipeOptions.named(option.name())).contains(option);
    }

    @ParameterizedTest
    @MethodSource("choices")
    void everyChoiceIsReadInUpperAndLowerCase(RecipeOption option) throws Exception {
        for (String choice : option.choices()) {
            assertThat(refused(option.name(), text(choice.toLowerCase(Locale.ROOT)))).isEmpty();
            assertThat(refused(option.name(), text(choice.toUpperCase(Locale.ROOT)))).isEmpty();
            assertThat(refused(option.name(), text(choice + "x"))).contains("one of");
        }
    }

    static Stream<RecipeOption> all() {
        return RecipeOptions.all().stream();
    }

    static Stream<RecipeOption> choices() {
        return all().filter(option -> !option.choices().isEmpty());
    }

    private static JsonNode text(String text) {
        return MAPPER.getNodeFactory().textNode(text);
    }

    private static JsonNode number(String text) throws Exception {
        return text.contains("999") && text.contains("e") ? text(text) : MAPPER.readTree(text);
    }

    /** What is said against a value by itself; nothing when it can be read. */
    private static String refused(String option, JsonNode value) throws Exception {
        ObjectNode options = Options.least();
        options.set(option, value);
        try {
            Recipe.of(options);
            return "";
        } catch (InvalidRecipeException e) {
            return e.faults().stream()
                    .filter(fault -> fault.option().equals(option))
                    .map(Fault::message)
                    .filter(message -> message.contains("must be") || message.contains("expected"))
                    .filter(message -> !isRule(message))
                    .findFirst()
                    .orElse("");
        }
    }

    /** Whether the value was read, and only does not fit the others. */
    private static boolean isRule(String message) {
        return Stream.of(
                        "at most n_fft",
                        "product of",
                        "at most half",
                        "below f_max",
                        "at most 76",
                        "at least lr",
                        "at most n_mels",
                        "or not given")
                .anyMatch(message::contains);
    }
}
