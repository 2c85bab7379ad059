package lumen.training.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lumen.recipe.RecipeOption;
import lumen.recipe.RecipeOptions;
import org.junit.jupiter.api.Test;

/** No option without a test that shows what it changes. */
class EveryOptionHasAnEffectTest {
    private static final List<Class<?>> TESTS =
            List.of(
                    DataEffectTest.class,
                    SignalEffectTest.class,
                    AugmentationEffectTest.class,
                    ModelEffectTest.class,
                    FineTuningEffectTest.class,
                    LossEffectTest.class,
                    OptimisationEffectTest.class,
                    RunEffectTest.class,
                    ExecutionEffectTest.class);

    /** Options whose effect is not in a run, and the tests that show it. */
    private static final Map<String, String> ELSEWHERE =
            Map.of(
                    "experiment_suffix",
                    "gateway-service/src/test/java/lumen/gateway/training/RunNamesTest.java");

    @Test
    void everyOptionOfTheCatalogueIsShownByATest() {
        // Given
        Set<String> options =
                RecipeOptions.all().stream()
                        .map(RecipeOption::name)
                        .collect(Collectors.toCollection(TreeSet::new));

        // When
        Set<String> shown =
                TESTS.stream()
                        .map(Class::getDeclaredMethods)
                        .flatMap(Stream::of)
                        .flatMap(EveryOptionHasAnEffectTest::shown)
                        .collect(Collectors.toCollection(TreeSet::new));

        // Then
        shown.addAll(ELSEWHERE.keySet());
        assertThat(shown).isEqualTo(options);
    }

    @Test
    void testsElsewhereNameTheirOption() {
        // Given
        Path root = Path.of(System.getProperty("lumen.repository.root"));

        // When
        Map<String, Path> tests = new TreeMap<>();
        ELSEWHERE.forEach((option, file) -> tests.put(option, root.resolve(file)));

        // Then
        assertThat(tests).allSatisfy((option, file) -> assertThat(file).content().contains(option));
    }

    private static Stream<String> shown(Method test) {
        ShowsEffectOf options = test.getAnnotation(ShowsEffectOf.class);
        return options == null ? Stream.of() : Arrays.stream(options.value());
    }
}
