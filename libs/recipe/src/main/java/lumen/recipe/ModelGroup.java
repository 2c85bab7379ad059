package lumen.recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.TimePooling;
import lumen.recipe.RecipeOption.Group;

/** Which model. */
final class ModelGroup {
    /** Names of heads. */
    enum HeadKind {
        DEEP_HEAD,
        LINEAR_HEAD,
        ATTENTION_HEAD
    }

    static final Setting<String> MODEL =
            of(
                            "model",
                            Forms.choice(List.copyOf(Architectures.names())),
                            "Architecture of a fresh model; docs/architectures.md compares them.")
                    .standard("mobilenet_v3_large")
                    .reference("required");
    static final Setting<HeadKind> HEAD =
            of(
                            "head",
                            Forms.constant(HeadKind.class),
                            "What follows the backbone; when not given, the architecture's own.")
                    .reference("default DEEP_HEAD, without effect on AST");
    static final Setting<List<Integer>> HEAD_HIDDEN_DIM =
            of(
                            "head_hidden_dim",
                            Forms.integers(1, 65_536, "at most two, in descending order"),
                            "Widths between the backbone's features and the logits.")
                    .standard(List.of());
    static final Setting<Boolean> USE_FLUFFY =
            of("use_fluffy", Forms.FLAG, "Give every label a head of its own.").standard(false);
    static final Setting<TimePooling> TIME_DIM_POOLING_MODE =
            of(
                            "time_dim_pooling_mode",
                            Forms.constant(TimePooling.class),
                            "How wav2vec and wav2vec_cnn make one vector of a sequence.")
                    .standard(TimePooling.MEAN)
                    .reference("cannot be given on its command line");
    static final Setting<Boolean> PRETRAINED =
            of(
                            "pretrained",
                            Forms.FLAG,
                            "Begin with the weights of the file that pretrained_tag names.")
                    .standard(false)
                    .reference("default true: weights are downloaded");
    static final Setting<String> PRETRAINED_TAG =
            of(
                            "pretrained_tag",
                            Forms.text(
                                    Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*"),
                                    "the name of a file"),
                            "File of weights (.safetensors, .pth or .ckpt) in the folder"
                                    + " lumen.training.weights-directory.")
                    .reference("names weights on the network");
    static final Setting<Path> CKPT =
            of(
                    "ckpt",
                    Forms.PATH,
                    "Model file (.onnx) to train further, with its features, labels and head; or"
                            + " the folder of a run to go on with.");
    static final Setting<Double> FEATURE_MEAN =
            of(
                            "feature_mean",
                            Forms.number(
                                    Bounds.from(
                                            Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)),
                            "What the model subtracts from features; when not given it is measured"
                                    + " on the training data, for AST it is that of the published"
                                    + " weights.")
                    .reference("fixed for each transform");
    static final Setting<Double> FEATURE_STD =
            of(
                            "feature_std",
                            Forms.number(Bounds.above(0, Double.POSITIVE_INFINITY)),
                            "What the model divides features by; goes with feature_mean.")
                    .reference("fixed for each transform");
    static final Setting<Double> PREDICTION_THRESHOLD =
            of(
                            "prediction_threshold",
                            Forms.number(Bounds.from(0, 1)),
                            "Score from which a label is recognised; when not given, each label has"
                                    + " a threshold that is tuned on the validation data.")
                    .reference("default 0.5; torchvision's networks ignore it and use 0.31201");
    static final Setting<Double> THRESHOLD_SHRINKAGE =
            of(
                            "threshold_shrinkage",
                            Forms.number(Bounds.from(0, 1)),
                            "How far tuned thresholds move towards the common one.")
                    .standard(0.6)
                    .reference("has none");

    static final List<Setting<?>> SETTINGS =
            List.of(
                    MODEL,
                    HEAD,
                    HEAD_HIDDEN_DIM,
                    USE_FLUFFY,
                    TIME_DIM_POOLING_MODE,
                    PRETRAINED,
                    PRETRAINED_TAG,
                    CKPT,
                    FEATURE_MEAN,
                    FEATURE_STD,
                    PREDICTION_THRESHOLD,
                    THRESHOLD_SHRINKAGE);

    private ModelGroup() {}

    private static <T> Setting<T> of(String name, Setting.Form<T> form, String help) {
        return Setting.of(Group.MODEL, name, form, help);
    }
}
