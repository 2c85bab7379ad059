package lumen.cli.training;

import java.util.ArrayList;
import java.util.List;
import lumen.cli.terminal.Screen;

/** The loss over the learning rate, as a search for a rate writes it down. */
final class RateCurve {
    /** The file in the run's folder. */
    static final String FILE = "learning_rates.csv";

    /** Beyond this multiple of the first loss it has exploded, and hides the rest of the curve. */
    private static final double WORTH_SEEING = 1.2;

    private RateCurve() {}

    /**
     * Draws the curve.
     *
     * @param table lines of rate and loss below a heading; the rates grow by a common factor
     */
    static void write(String table, Screen screen) {
        List<Double> losses = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        table.lines()
                .skip(1)
                .forEach(
                        line -> {
                            int comma = line.indexOf(',');
                            rates.add(Double.valueOf(line.substring(0, comma)));
                            losses.add(Double.valueOf(line.substring(comma + 1)));
                        });
        if (losses.size() < 2) {
            return;
        }
        double greatest = WORTH_SEEING * losses.getFirst();
        losses.replaceAll(loss -> loss > greatest ? Double.NaN : loss);
        CurveDrawing.draw(
                "loss over the learning rate",
                List.of(new CurveDrawing.Curve("loss", 'o', losses)),
                Figures.rate(rates.getFirst()),
                Figures.rate(rates.getLast()),
                screen);
    }
}
