package lumen.cli.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lumen.cli.Surroundings;
import lumen.evaluation.drawing.Drawing;
import lumen.evaluation.drawing.Png;
import lumen.evaluation.drawing.Svg;

/** Writes plots into a directory, each as PNG and SVG. */
final class PlotFiles {
    private static final double SCALE = 2;

    private PlotFiles() {}

    /** Writes a plot and tells where it is. */
    static void write(Path directory, String name, Drawing drawing, Surroundings surroundings)
            throws IOException {
        Files.createDirectories(directory);
        Path png = directory.resolve(name + ".png");
        Files.write(png, Png.of(drawing, SCALE));
        Files.writeString(directory.resolve(name + ".svg"), Svg.of(drawing));
        surroundings.terminal().out().line("wrote " + png + " and .svg");
    }

    /** The name with what is no good in a file's name replaced, as the reference does. */
    static String safe(String name) {
        return name.replaceAll("[/ .\\\\]", "_");
    }
}
