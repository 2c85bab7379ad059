package lumen.evaluation.drawing;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import lumen.evaluation.drawing.Mark.Area;
import lumen.evaluation.drawing.Mark.Box;
import lumen.evaluation.drawing.Mark.Dot;
import lumen.evaluation.drawing.Mark.Line;
import lumen.evaluation.drawing.Mark.Text;

/** Paints drawings as PNG images; needs neither a screen nor installed fonts. */
public final class Png {
    private static final float[] DASHES = {5, 4};

    static {
        // Else AWT looks for a screen when DISPLAY names one, and fails if there is none.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private Png() {}

    /**
     * The drawing as a PNG file.
     *
     * @param scale pixels of the image for a pixel of the drawing: 1, or 2 for fine screens
     */
    public static byte[] of(Drawing drawing, double scale) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(drawing, scale), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static BufferedImage image(Drawing drawing, double scale) {
        BufferedImage image =
                new BufferedImage(
                        (int) Math.ceil(drawing.width() * scale),
                        (int) Math.ceil(drawing.height() * scale),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(scale, scale);
            drawing.marks().forEach(mark -> paint(mark, graphics));
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static void paint(Mark mark, Graphics2D graphics) {
        switch (mark) {
            case Box box ->
                    fill(
                            new RoundRectangle2D.Double(
                                    box.x(),
                                    box.y(),
                                    box.width(),
                                    box.height(),
                                    2 * box.radius(),
                                    2 * box.radius()),
                            box.colour(),
                            box.opacity(),
                            graphics);
            case Line line -> {
                graphics.setColor(new Color(line.colour()));
                graphics.setStroke(
                        new BasicStroke(
                                (float) line.width(),
                                BasicStroke.CAP_BUTT,
                                BasicStroke.JOIN_ROUND,
                                1,
                                line.dashed() ? DASHES : null,
                                0));
                graphics.draw(path(line.x(), line.y()));
            }
            case Area area -> {
                Path2D path = path(area.x(), area.y());
                path.closePath();
                fill(path, area.colour(), area.opacity(), graphics);
            }
            case Dot dot ->
                    fill(
                            new Ellipse2D.Double(
                                    dot.x() - dot.radius(),
                                    dot.y() - dot.radius(),
                                    2 * dot.radius(),
                                    2 * dot.radius()),
                            dot.colour(),
                            1,
                            graphics);
            case Text text -> {
                Path2D outline = Letters.outline(text.text(), text.size(), text.weight());
                double width = Letters.width(text.text(), text.size(), text.weight());
                double before =
                        switch (text.anchor()) {
                            case START -> 0;
                            case MIDDLE -> width / 2;
                            case END -> width;
                        };
                AffineTransform place = AffineTransform.getTranslateInstance(text.x(), text.y());
                place.rotate(Math.toRadians(text.turn()));
                place.translate(-before, 0);
                fill(place.createTransformedShape(outline), text.colour(), 1, graphics);
            }
        }
    }

    private static void fill(Shape shape, int colour, double opacity, Graphics2D graphics) {
        graphics.setColor(new Color(colour));
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
        graphics.fill(shape);
        graphics.setComposite(AlphaComposite.SrcOver);
    }

    private static Path2D path(double[] x, double[] y) {
        Path2D path = new Path2D.Double();
        path.moveTo(x[0], y[0]);
        for (int i = 1; i < x.length; i++) {
            path.lineTo(x[i], y[i]);
        }
        return path;
    }
}
