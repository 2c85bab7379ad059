package lumen.training.optimization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    /** Gradient descent on the mean of a x² / 2 over curvatures a, as a search takes it. */
    private static RateSearch descent(double... curvatures) {
        RateSearch search = new RateSearch(100);
        double[] place = new double[curvatures.length];
        Arrays.fill(place, 1);
        while (!search.isOver()) {
            double loss = 0;
            double rate = search.rate();
            for (int axis = 0; axis < place.length; axis++) {
                loss += curvatures[axis] * place[axis] * place[axis] / 2 / place.length;
                place[axis] -= rate * curvatures[axis] * place[axis];
            }
            search.add(loss);
        }
        return search;
    }

    @Test
    void ratesGrowByTheSameFactorFromATenMillionthToOne() {
        // Given a loss that stays
        RateSearch search = new RateSearch(8);

        // When
        while (!search.isOver()) {
            search.add(1);
        }

        // Then
        double[] rates = search.curve().stream().mapToDouble(RateSearch.Point::rate).toArray();
        assertThat(rates)
                .containsExactly(
                        new double[] {1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1},
                        Offset.offset(1e-12));
        assertThat(search.suggestion()).isEmpty();
    }

    @Test
    void theSuggestedRateConvergesWhereGradientDescentDoes() {
        // Given curvatures of up to 100, for which rates above 0.02 diverge
        RateSearch search = descent(100, 30, 10);

        // When
        double suggested = search.suggestion().orElseThrow();

        // Then it is below that and not timid
        assertThat(suggested).isBetween(5e-4, 0.02);
    }

    @Test
    void aSteeperProblemGetsASmallerRate() {
        // Given
        double gentle = descent(10, 3).suggestion().orElseThrow();

        // When
        double steep = descent(1000, 300).suggestion().orElseThrow();

        // Then
        assertThat(steep).isLessThan(gentle / 20);
    }

    @Test
    void theSearchEndsWhenTheLossExplodes() {
        // Given
        RateSearch search = descent(1000, 300);

        // When
        int steps = search.curve().size();

        // Then
        assertThat(steps).isLessThan(100);
        assertThat(search.isOver()).isTrue();
    }

    @Test
    void aLossThatIsNoNumberEndsTheSearch() {
        // Given
        RateSearch search = new RateSearch(100);
        search.add(1);

        // When
        search.add(Double.NaN);

        // Then
        assertThat(search.isOver()).isTrue();
        assertThat(search.curve()).hasSize(1);
    }
}
