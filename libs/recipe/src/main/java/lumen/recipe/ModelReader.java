package lumen.recipe;

import java.util.List;
import java.util.Set;
import lumen.audio.AstFeatures;
import lumen.audio.MfccFeatures;
import lumen.audio.Transform;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.AttentionHead;
import lumen.model.architecture.DeepHead;
import lumen.model.architecture.Fluffy;
import lumen.model.architecture.Head;
import lumen.model.architecture.LinearHead;
import lumen.recipe.ModelGroup.HeadKind;

/** Reads which model, and whether its parts fit. */
final class ModelReader {
    private static final Set<String> SEQUENCES = Set.of("wav2vec", "wav2vec_cnn");
    private static final Set<String> WITH_ATTENTION =
            Set.of("ast", "wav2vec", "wav2vec_cnn", "conv_lstm");
    private static final double MEL_MEAN = 0.413;
    private static final double MEL_DEVIATION = 2.582;

    private final Values values;

    ModelReader(Values values) {
        this.values = values;
    }

    /**
     * Reads a fresh model.
     *
     * @param architecture null when it is not known
     * @param transform null when it is not known
     */
    Recipe.Network fresh(String architecture, Transform transform) {
        head(architecture);
        pretrained();
        standardisation(transform);
        if (architecture != null && !ModelDefaults.normalizesBatches(architecture)) {
            values.unused(
                    architecture + " has no batch normalisation",
                    OptimisationGroup.BATCH_NORM_MOMENTUM,
                    FineTuningGroup.FINETUNE_TRAIN_BN);
        }
        if (architecture != null && transform != null) {
            pair(architecture, transform);
        }
        Double mean = values.get(ModelGroup.FEATURE_MEAN);
        Double deviation = values.get(ModelGroup.FEATURE_STD);
        Integer height = null;
        if (transform == Transform.MULTI_SPECTROGRAM || transform == Transform.WAV2VEC) {
            mean = 0.0;
            deviation = 1.0;
        } else if (transform != Transform.AST && values.get(SignalGroup.IMAGE_SIZE) != null) {
            height = values.get(SignalGroup.IMAGE_SIZE).getFirst();
        }
        return network(architecture, height, mean, deviation, null);
    }

    /** Reads a model that is trained further. */
    Recipe.Network further() {
        String why = "ckpt says it";
        values.unused(
                why,
                ModelGroup.MODEL,
                ModelGroup.HEAD,
                ModelGroup.HEAD_HIDDEN_DIM,
                ModelGroup.USE_FLUFFY,
                ModelGroup.TIME_DIM_POOLING_MODE,
                ModelGroup.PRETRAINED,
                ModelGroup.PRETRAINED_TAG,
                ModelGroup.FEATURE_MEAN,
                ModelGroup.FEATURE_STD,
                DataGroup.LABELS);
        SignalGroup.SETTINGS.stream()
                .filter(setting -> !setting.equals(SignalGroup.WINDOW_HOP_FRAMES))
                .forEach(setting -> values.unused(why, setting));
        if (!values.given(SignalGroup.WINDOW_HOP_FRAMES)) {
            values.derive(SignalGroup.WINDOW_HOP_FRAMES, null);
        }
        return network(null, null, null, null, values.get(SignalGroup.WINDOW_HOP_FRAMES));
    }

    private Recipe.Network network(
            String architecture, Integer height, Double mean, Double deviation, Integer hop) {
        if (values.get(ModelGroup.PREDICTION_THRESHOLD) != null) {
            values.unused(
                    "prediction_threshold says the threshold of all labels",
                    ModelGroup.THRESHOLD_SHRINKAGE);
        }
        HeadKind head = architecture == null ? null : values.get(ModelGroup.HEAD);
        boolean pools = architecture != null && !values.isUnused(ModelGroup.TIME_DIM_POOLING_MODE);
        return new Recipe.Network(
                architecture,
                head == null ? null : head.name(),
                architecture == null ? List.of() : values.get(ModelGroup.HEAD_HIDDEN_DIM),
                architecture != null && values.get(ModelGroup.USE_FLUFFY),
                pools ? values.get(ModelGroup.TIME_DIM_POOLING_MODE) : null,
                height,
                mean,
                deviation,
                values.get(ModelGroup.CKPT),
                architecture == null ? null : values.get(ModelGroup.PRETRAINED_TAG),
                values.get(LossGroup.TEACHER),
                values.get(ModelGroup.PREDICTION_THRESHOLD),
                values.get(ModelGroup.THRESHOLD_SHRINKAGE),
                hop);
    }

    private void head(String architecture) {
        List<Integer> hidden = values.get(ModelGroup.HEAD_HIDDEN_DIM);
        if (hidden.size() > 2) {
            values.fault(
                    ModelGroup.HEAD_HIDDEN_DIM, "must have at most two widths, but is " + hidden);
        }
        if (hidden.size() == 2 && hidden.getLast() > hidden.getFirst()) {
            values.fault(
                    ModelGroup.HEAD_HIDDEN_DIM, "must be in descending order, but is " + hidden);
        }
        if (architecture == null) {
            return;
        }
        HeadKind head = values.get(ModelGroup.HEAD);
        if (head == HeadKind.ATTENTION_HEAD && !WITH_ATTENTION.contains(architecture)) {
            values.fault(
                    ModelGroup.HEAD,
                    "ATTENTION_HEAD is for ast, wav2vec, wav2vec_cnn and conv_lstm, which have a"
                            + " sequence of features; %s has none".formatted(architecture));
        }
        boolean own = head == null;
        boolean deep =
                own
                        ? Architectures.named(architecture).defaultHead() instanceof DeepHead
                        : head != HeadKind.LINEAR_HEAD;
        if (!hidden.isEmpty() && !deep) {
            values.fault(
                    ModelGroup.HEAD_HIDDEN_DIM,
                    own
                            ? "has no effect: the own head of %s has no hidden widths; DEEP_HEAD has"
                                    .formatted(architecture)
                            : "has no effect: LINEAR_HEAD has no hidden widths");
        }
        if (values.get(ModelGroup.USE_FLUFFY) && architecture.equals("mobnet")) {
            values.fault(
                    ModelGroup.USE_FLUFFY,
                    "is not for mobnet, which has a network for each label already");
        }
        boolean sequence =
                SEQUENCES.contains(architecture) || (architecture.equals("conv_lstm") && !own);
        if (!sequence || head == HeadKind.ATTENTION_HEAD) {
            values.unused(
                    head == HeadKind.ATTENTION_HEAD
                            ? "ATTENTION_HEAD takes the sequence as it is"
                            : architecture + " has no sequence to be pooled",
                    ModelGroup.TIME_DIM_POOLING_MODE);
        }
    }

    private void pretrained() {
        String tag = values.get(ModelGroup.PRETRAINED_TAG);
        if (tag != null) {
            if (!values.derive(ModelGroup.PRETRAINED, true)) {
                values.fault(ModelGroup.PRETRAINED_TAG, "has no effect: pretrained is false");
            }
        } else if (values.get(ModelGroup.PRETRAINED)) {
            values.fault(
                    ModelGroup.PRETRAINED,
                    "needs pretrained_tag: nothing is downloaded, a file of weights has to be"
                            + " named");
        }
    }

    private void standardisation(Transform transform) {
        if (transform == Transform.WAV2VEC || transform == Transform.MULTI_SPECTROGRAM) {
            values.unused(
                    "features of " + transform + " are standardised already",
                    ModelGroup.FEATURE_MEAN,
                    ModelGroup.FEATURE_STD);
            return;
        }
        if (values.given(ModelGroup.FEATURE_MEAN) != values.given(ModelGroup.FEATURE_STD)) {
            values.fault(
                    values.given(ModelGroup.FEATURE_MEAN)
                            ? ModelGroup.FEATURE_MEAN
                            : ModelGroup.FEATURE_STD,
                    "needs both feature_mean and feature_std");
            return;
        }
        boolean reference = values.get(RunGroup.PRESET) == Preset.REFERENCE;
        if (transform == Transform.AST) {
            derive(AstFeatures.REFERENCE_MEAN, AstFeatures.REFERENCE_DEVIATION);
        } else if (reference && transform == Transform.MEL_SPECTROGRAM) {
            derive(MEL_MEAN, MEL_DEVIATION);
        } else if (reference && transform == Transform.MFCC) {
            derive(MfccFeatures.REFERENCE_MEAN, MfccFeatures.REFERENCE_DEVIATION);
        }
    }

    private void derive(double mean, double deviation) {
        values.derive(ModelGroup.FEATURE_MEAN, mean);
        values.derive(ModelGroup.FEATURE_STD, deviation);
    }

    private void pair(String architecture, Transform transform) {
        List<Transform> allowed = ModelDefaults.transforms(architecture);
        if (!allowed.contains(transform)) {
            values.fault(
                    SignalGroup.AUDIO_TRANSFORM,
                    "%s does not go with %s, which takes %s"
                            .formatted(transform, architecture, allowed));
        }
        if (architecture.equals("ast")) {
            int bands = values.get(SignalGroup.N_MELS);
            if (bands != 128) {
                values.fault(SignalGroup.N_MELS, "must be 128 for ast, but is " + bands);
            }
            Integer width = values.get(SignalGroup.MAX_NUM_WIDTH_SAMPLES);
            if (transform == Transform.AST && width != null && (width > 1_024 || width < 16)) {
                values.fault(
                        SignalGroup.MAX_NUM_WIDTH_SAMPLES,
                        "must be 16 to 1024 for ast, but is " + width);
            }
        }
    }

    /** The head that a network names. */
    static Head head(Recipe.Network network, List<String> labels) {
        Head head;
        if (network.head() == null) {
            Head own = Architectures.named(network.architecture()).defaultHead();
            head =
                    own instanceof DeepHead && !network.headHiddenDim().isEmpty()
                            ? new DeepHead(network.headHiddenDim())
                            : own;
        } else {
            head =
                    switch (HeadKind.valueOf(network.head())) {
                        case DEEP_HEAD -> new DeepHead(network.headHiddenDim());
                        case LINEAR_HEAD -> LinearHead.plain();
                        case ATTENTION_HEAD ->
                                new AttentionHead(new DeepHead(network.headHiddenDim()));
                    };
        }
        return network.fluffy() ? new Fluffy(head, labels) : head;
    }
}
