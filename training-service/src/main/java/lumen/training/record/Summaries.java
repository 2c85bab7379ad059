package lumen.training.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * Values of TensorBoard's summaries, messages {@code tensorboard.Summary.Value}. The numbers of
 * their fields are those of TensorBoard's protocol buffers summary.proto, histogram.proto,
 * tensor.proto and of the plug-ins pr_curve and hparams.
 */
final class Summaries {
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int IMAGE = 4;
    private static final int HISTOGRAM = 5;
    private static final int TENSOR = 8;
    private static final int METADATA = 9;

    private static final int FLOAT = 1;
    private static final int STRING = 7;
    private static final int DATA_CLASS_TENSOR = 2;
    private static final int RGB = 3;

    private Summaries() {}

    /** A number. */
    static Message scalar(String tag, double value) {
        return new Message().text(TAG, tag).floatNumber(SIMPLE_VALUE, (float) value);
    }

    /** How values are spread. */
    static Message histogram(String tag, ValueHistogram values) {
        Message histogram =
                new Message()
                        .doubleNumber(1, values.least())
                        .doubleNumber(2, values.greatest())
                        .doubleNumber(3, values.size())
                        .doubleNumber(4, values.sum())
                        .doubleNumber(5, values.squares())
                        .doubles(6, values.limits())
                        .doubles(7, values.counts());
        return new Message().text(TAG, tag).message(HISTOGRAM, histogram);
    }

    /** A picture. */
    static Message image(String tag, SpectrogramImage picture) {
        Message image =
                new Message()
                        .integer(1, picture.height())
                        .integer(2, picture.width())
                        .integer(3, RGB)
                        .bytes(4, picture.png());
        return new Message().text(TAG, tag).message(IMAGE, image);
    }

    /** Markdown. */
    static Message text(String tag, String markdown) {
        Message tensor = new Message().integer(1, STRING).message(2, shape(1)).text(8, markdown);
        return plugin(tag, "text", new Message(), tensor);
    }

    /** A curve of precision over recall. */
    static Message precisionRecallCurve(String tag, LabelCurve curve) {
        float[][] rows = curve.rows();
        ByteBuffer content =
                ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            content.asFloatBuffer().put(row);
            content.position(content.position() + row.length * Float.BYTES);
        }
        Message tensor =
                new Message()
                        .integer(1, FLOAT)
                        .message(2, shape(rows.length, rows[0].length))
                        .bytes(4, content.array());
        return plugin(tag, "pr_curves", new Message().integer(2, rows[0].length), tensor);
    }

    /**
     * Which settings and figures the runs of an experiment have.
     *
     * @param settings names and values of the settings
     * @param figures tags of the figures
     */
    static Message experiment(Map<String, JsonNode> settings, List<String> figures) {
        Message experiment = new Message();
        settings.forEach(
                (name, value) ->
                        experiment.message(
                                4, new Message().text(1, name).integer(4, settingType(value))));
        for (String figure : figures) {
            experiment.message(5, new Message().message(1, new Message().text(2, figure)));
        }
        return settings("_hparams_/experiment", new Message().message(2, experiment));
    }

    /**
     * The settings of this run.
     *
     * @param name the run's
     * @param seconds when it began, since 1970
     */
    static Message sessionStart(String name, Map<String, JsonNode> settings, double seconds) {
        Message session = new Message();
        settings.forEach(
                (setting, value) ->
                        session.message(
                                1, new Message().text(1, setting).message(2, setting(value))));
        session.text(4, name).doubleNumber(5, seconds);
        return settings("_hparams_/session_start_info", new Message().message(3, session));
    }

    /**
     * How this run ended.
     *
     * @param succeeded whether there is a model
     * @param seconds when it ended, since 1970
     */
    static Message sessionEnd(boolean succeeded, double seconds) {
        Message session = new Message().integer(1, succeeded ? 1 : 2).doubleNumber(2, seconds);
        return settings("_hparams_/session_end_info", new Message().message(4, session));
    }

    private static int settingType(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> 0;
            case BOOLEAN -> 2;
            case NUMBER -> 3;
            default -> 1;
        };
    }

    private static Message setting(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> new Message().integer(4, value.booleanValue() ? 1 : 0);
            case NUMBER -> new Message().doubleNumber(2, value.doubleValue());
            case STRING -> new Message().text(3, value.textValue());
            case NULL, MISSING -> new Message().text(3, "");
            default -> new Message().text(3, value.toString());
        };
    }

    private static Message settings(String tag, Message content) {
        Message nothing = new Message().integer(1, FLOAT).message(2, shape(0));
        return plugin(tag, "hparams", content, nothing);
    }

    private static Message plugin(String tag, String plugin, Message content, Message tensor) {
        Message metadata =
                new Message()
                        .message(1, new Message().text(1, plugin).message(2, content))
                        .integer(4, DATA_CLASS_TENSOR);
        return new Message().text(TAG, tag).message(METADATA, metadata).message(TENSOR, tensor);
    }

    private static Message shape(int... sizes) {
        Message shape = new Message();
        for (int size : sizes) {
            shape.message(2, new Message().integer(1, size));
        }
        return shape;
    }
}
