import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.PathIterator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Writes the outlines of a font's letters, as the plots need them, to standard output.
 *
 * <pre>java ExtractOutlines.java FONT.woff… > regular.outlines</pre>
 *
 * A line for each letter: code point in hexadecimal, advance, and the outline as in an SVG path; in thousandths of the
 * size, y downwards from the baseline.
 */
public final class ExtractOutlines {
    private static final float SIZE = 1000;

    public static void main(String[] files) throws Exception {
        System.setProperty("java.awt.headless", "true");
        TreeMap<Integer, String> letters = new TreeMap<>();
        for (String file : files) {
            Font font =
                    Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(unpacked(Files.readAllBytes(Path.of(file)))))
                            .deriveFont(SIZE);
            FontRenderContext context = new FontRenderContext(null, true, true);
            for (int letter = ' '; letter < 0x2800; letter++) {
                if (font.canDisplay(letter) && !Character.isISOControl(letter) && wanted(letter)) {
                    GlyphVector glyph = font.createGlyphVector(context, Character.toString(letter));
                    letters.putIfAbsent(
                            letter,
                            "%x %d %s".formatted(letter, Math.round(glyph.getGlyphMetrics(0).getAdvance()), path(glyph)).strip());
                }
            }
        }
        letters.values().forEach(System.out::println);
    }

    private static boolean wanted(int letter) {
        return letter < 0x180 || (letter >= 0x370 && letter < 0x460) || (letter >= 0x2010 && !Character.isIdentifierIgnorable(letter));
    }

    private static String path(GlyphVector glyph) {
        StringBuilder text = new StringBuilder();
        float[] points = new float[6];
        for (PathIterator i = glyph.getOutline().getPathIterator(null); !i.isDone(); i.next()) {
            int type = i.currentSegment(points);
            text.append("MLQCZ".charAt(type));
            int count = new int[] {2, 2, 4, 6, 0}[type];
            for (int p = 0; p < count; p++) {
                text.append(p == 0 ? "" : ",").append(Math.round(points[p]));
            }
        }
        return text.toString();
    }

    /** WOFF 1.0 to the TrueType font that it holds. */
    private static byte[] unpacked(byte[] woff) throws IOException, DataFormatException {
        ByteBuffer in = ByteBuffer.wrap(woff);
        int flavour = in.getInt(4);
        int tables = in.getShort(12);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream directory = new DataOutputStream(head);
        directory.writeInt(flavour);
        directory.writeShort(tables);
        int power = Integer.highestOneBit(tables);
        directory.writeShort(power * 16);
        directory.writeShort(Integer.numberOfTrailingZeros(power));
        directory.writeShort(tables * 16 - power * 16);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int table = 0; table < tables; table++) {
            int at = 44 + 20 * table;
            int length = in.getInt(at + 8);
            int original = in.getInt(at + 12);
            byte[] data = new byte[original];
            if (length == original) {
                in.get(in.getInt(at + 4), data);
            } else {
                Inflater inflater = new Inflater();
                inflater.setInput(woff, in.getInt(at + 4), length);
                inflater.inflate(data);
                inflater.end();
            }
            directory.writeInt(in.getInt(at));
            directory.writeInt(in.getInt(at + 16));
            directory.writeInt(12 + 16 * tables + body.size());
            directory.writeInt(original);
            body.write(data);
            body.write(new byte[(4 - original % 4) % 4]);
        }
        body.writeTo(head);
        return head.toByteArray();
    }
}
