package lumen.training.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lumen.training.run.ExamplesReport.Example;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of the group AUGMENTATION change: the examples that the network sees. */
class AugmentationEffectTest {
    @TempDir Path folder;
    private TinyRun runs;

    @BeforeEach
    void writeDataAndModel() throws Exception {
        runs = new TinyRun(folder);
    }

    /** A run whose examples are all files of an epoch. */
    private Told run(String options) throws Exception {
        return runs.run(
                "{'batch_size': 4, 'lr': 1e-9, 'early_stopping_metric_patience': 0, %s}"
                        .formatted(options));
    }

    /** How many examples of an epoch, counted from 0, are other ones than without augmentation. */
    private static long changed(Told plain, Told augmented, int epoch) {
        List<Example> before = plain.examples.get(epoch).examples();
        List<Example> after = augmented.examples.get(epoch).examples();
        long changed = 0;
        for (int example = 0; example < before.size(); example++) {
            boolean same = Arrays.equals(before.get(example).values(), after.get(example).values());
            changed += same ? 0 : 1;
        }
        return changed;
    }

    @Test
    @ShowsEffectOf("augmentations")
    void everySampleIsVariedAndOtherwiseInEveryEpoch() throws Exception {
        // When
        String growth = "'augmentation_growth': 0, 'augmentations': ['%s'], 'aug_kwargs': {%s}";
        Told plain = run("'epochs': 2");
        Told noisy = run(growth.formatted("COLOR_NOISE", "") + ", 'epochs': 2");
        Told backwards =
                run(growth.formatted("TIMEINV", "'time_inversion_p': 1") + ", 'epochs': 2");

        // Then
        assertThat(changed(plain, backwards, 0)).isEqualTo(4);
        assertThat(changed(noisy, backwards, 0)).isEqualTo(4);
        assertThat(changed(plain, noisy, 0) + changed(plain, noisy, 1)).isPositive();
    }

    @Test
    @ShowsEffectOf("aug_kwargs")
    void argumentsSayHowSamplesAreVaried() throws Exception {
        // When: every sample is joined with others until there are three
        String options =
                "'augmentation_growth': 0, 'augmentations': ['SUM_N_SAMPLES'], 'epochs': 1,"
                        + " 'aug_kwargs': {'sum_n_samples': %d}";
        Told two = run(options.formatted(2));
        Told four = run(options.formatted(4));

        // Then
        assertThat(changed(two, four, 0)).isPositive();
        assertThat(labels(four)).isGreaterThanOrEqualTo(labels(two));
    }

    private static long labels(Told told) {
        return told.examples.getFirst().examples().stream()
                .mapToLong(example -> example.labels().size())
                .sum();
    }

    @Test
    @ShowsEffectOf("augmentation_growth")
    void moreAndMoreSamplesAreVariedInTheCourseOfTheGrowth() throws Exception {
        // When
        String options =
                "'epochs': 16, 'augmentations': ['TIMEINV'], 'aug_kwargs': {'time_inversion_p': 1},"
                        + " 'augmentation_growth': %s";
        Told plain = run("'epochs': 16");
        Told atOnce = run(options.formatted(0));
        Told growing = run(options.formatted(1));

        // Then
        long early = 0;
        long late = 0;
        long all = 0;
        for (int epoch = 0; epoch < 16; epoch++) {
            all += changed(plain, atOnce, epoch);
            if (epoch < 8) {
                early += changed(plain, growing, epoch);
            } else {
                late += changed(plain, growing, epoch);
            }
        }
        assertThat(all).isEqualTo(64);
        assertThat(early).isLessThan(late);
        assertThat(late).isBetween(16L, 32L);
    }
}
