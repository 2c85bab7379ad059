package lumen.evaluation.plot;

import java.util.List;

/**
 * The colours of plots, {@code 0xRRGGBB}. A plot brings its own ground, so that it can be read on
 * any page.
 *
 * @param ground behind everything
 * @param text titles and values
 * @param faint axes and notes
 * @param grid lines behind the data
 * @param absent data of what is not there
 * @param series one colour after the other for labels or datasets
 */
public record Theme(int ground, int text, int faint, int grid, int absent, List<Integer> series) {
    /** For light pages and paper. */
    public static final Theme LIGHT =
            new Theme(
                    0xFFFFFF,
                    0x1B2430,
                    0x5F6B7A,
                    0xE3E7EC,
                    0xB6BFCA,
                    List.of(
                            0x3B66C4, 0xE4572E, 0x2E9E5B, 0xB0459B, 0xD99A00, 0x1B9AAA, 0x7A5C3E,
                            0x8A4FD3, 0xE05C93, 0x6B8E23, 0x56606E));

    /** For dark pages. */
    public static final Theme DARK =
            new Theme(
                    0x14181F,
                    0xE8ECF1,
                    0x9BA7B6,
                    0x2C343F,
                    0x55606E,
                    List.of(
                            0x7AA2F7, 0xFF8A66, 0x5FD38D, 0xE08BD0, 0xF2C14E, 0x4FD1E0, 0xC4A283,
                            0xB794F6, 0xFF9CC2, 0xA9C95A, 0xAEB8C4));

    public Theme {
        series = List.copyOf(series);
    }

    /** The colour of the series with this number, from 0; colours come again after the last. */
    public int series(int index) {
        return series.get(index % series.size());
    }

    /** A colour between two: 0 is the first, 1 the second. */
    static int between(int first, int second, double share) {
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = (first >> shift) & 0xFF;
            int b = (second >> shift) & 0xFF;
            mixed |= (int) Math.round(a + (b - a) * share) << shift;
        }
        return mixed;
    }

    /** Black or white, whichever can be read on a colour. */
    static int readableOn(int colour) {
        double light =
                0.299 * (colour >> 16 & 0xFF)
                        + 0.587 * (colour >> 8 & 0xFF)
                        + 0.114 * (colour & 0xFF);
        return light > 145 ? 0x14181F : 0xFFFFFF;
    }
}
