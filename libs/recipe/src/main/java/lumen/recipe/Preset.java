package lumen.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What options are when they are not given. */
public enum Preset {
    /** A small network and a short training. */
    FAST("A small network, mn04, and a few epochs with slight augmentation.") {
        @Override
        public ObjectNode options() {
            ObjectNode options = JsonNodeFactory.instance.objectNode();
            options.put("model", "mn04").put("epochs", 8).put("lr_onecycle_max", 3e-3);
            PresetAugmentations.LIGHT.forEach(options.putArray("augmentations")::add);
            options.set("aug_kwargs", PresetAugmentations.lightArguments());
            return options.put("augmentation_growth", 0.0).put("weight_average_decay", 0.99);
        }
    },
    /** What every option says as its default. */
    BALANCED("What every option says as its default: trains well from nothing.") {
        @Override
        public ObjectNode options() {
            return JsonNodeFactory.instance.objectNode();
        }
    },
    /** The same for longer, with overlapping windows. */
    BEST("Twice the epochs, and windows that overlap by half in validation and serving.") {
        @Override
        public ObjectNode options() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("epochs", 48)
                    .put("window_hop_frames", 38)
                    .put("early_stopping_metric_patience", 16)
                    .put("weight_average_decay", 0.999);
        }
    },
    /** What the reference does. */
    REFERENCE("What the reference does when its options are not given.") {
        @Override
        public ObjectNode options() {
            ObjectNode options = JsonNodeFactory.instance.objectNode();
            options.putNull("model").putNull("audio_transform");
            options.put("sampling_rate", 16_000).put("n_fft", 400).put("hop_length", 160);
            options.put("window_frames", 224);
            PresetAugmentations.reference().forEach(options.putArray("augmentations")::add);
            options.putObject("aug_kwargs");
            options.put("augmentation_growth", 0.0);
            options.put("batch_size", 4).put("epochs", 40);
            options.put("prediction_threshold", 0.5);
            options.put("label_smoothing", 0.0);
            options.put("lr", 5e-5).put("lr_onecycle_max", 5e-4);
            options.put("gradient_clip_val", 0.0).put("weight_average_decay", 0.0);
            options.putNull("batch_norm_momentum");
            return options.put("metric", MonitoredMetric.VAL_F1.name());
        }
    };

    private final String description;

    Preset(String description) {
        this.description = description;
    }

    /** The options that differ from their defaults; null where there is nothing. */
    public abstract ObjectNode options();

    /** What it is for, as a sentence. */
    public String description() {
        return description;
    }
}
