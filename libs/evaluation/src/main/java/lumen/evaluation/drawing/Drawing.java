package lumen.evaluation.drawing;

import java.util.List;

/**
 * A finished drawing.
 *
 * @param width in pixels at normal size
 * @param height in pixels at normal size
 * @param title what it shows, for those who cannot see it
 * @param marks its pieces, the lowest first
 */
public record Drawing(double width, double height, String title, List<Mark> marks) {
    public Drawing {
        marks = List.copyOf(marks);
    }
}
