package lumen.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import lumen.datasets.LabelSet;
import lumen.recipe.RecipeOption.Group;

/** What is minimised. */
final class LossGroup {
    static final Setting<LossFunction> LOSS_FUNCTION =
            of(
                            "loss_function",
                            Forms.constant(LossFunction.class),
                            "What is minimised; POS_WEIGHT weighs positives by negatives /"
                                    + " positives of their label, INSTRUMENT_FAMILY_LOSS is"
                                    + " CROSS_ENTROPY with add_instrument_loss.")
                    .standard(LossFunction.CROSS_ENTROPY)
                    .reference(
                            "has no ASYMMETRIC_LOSS, fails with INSTRUMENT_FAMILY_LOSS, and counts"
                                    + " labels where negatives are meant");
    static final Setting<ObjectNode> LOSS_FUNCTION_KWARGS =
            of(
                            "loss_function_kwargs",
                            Forms.KEYWORDS,
                            "Arguments of the loss: gamma=2 and form=STANDARD or REFERENCE for"
                                    + " focal losses; gamma_negative=4 gamma_positive=1 clip=0.05"
                                    + " for ASYMMETRIC_LOSS.")
                    .reference(
                            "focal losses are what form=REFERENCE says: negatives are weighed by 1"
                                    + " - p as well");
    static final Setting<Double> ADD_INSTRUMENT_LOSS =
            of(
                    "add_instrument_loss",
                    Forms.number(Bounds.above(0, 1_000)),
                    "Weight of the loss of families of instruments; none when not given. The"
                            + " labels must be those of IRMAS.");
    static final Setting<Double> LABEL_SMOOTHING =
            of(
                            "label_smoothing",
                            Forms.number(Bounds.below(0, 1)),
                            "How far targets move from 0 and 1 towards 1/2.")
                    .standard(0.02)
                    .reference("has none: 0");
    static final Setting<String> TEACHER =
            of(
                            "distillation_teacher",
                            Forms.TEXT,
                            "Model whose answers are learnt besides the labels: an id of GET"
                                    + " /models or a model file with the same labels.")
                    .reference("has none");
    static final Setting<Double> DISTILLATION_WEIGHT =
            of(
                            "distillation_weight",
                            Forms.number(Bounds.above(0, 1)),
                            "Share of the teacher's answers in the loss.")
                    .standard(0.5)
                    .reference("has none");
    static final Setting<Double> DISTILLATION_TEMPERATURE =
            of(
                            "distillation_temperature",
                            Forms.number(Bounds.above(0, 100)),
                            "What logits of teacher and student are divided by.")
                    .standard(2.0)
                    .reference("has none");

    static final List<Setting<?>> SETTINGS =
            List.of(
                    LOSS_FUNCTION,
                    LOSS_FUNCTION_KWARGS,
                    ADD_INSTRUMENT_LOSS,
                    LABEL_SMOOTHING,
                    TEACHER,
                    DISTILLATION_WEIGHT,
                    DISTILLATION_TEMPERATURE);

    private static final Setting<Double> GAMMA =
            of("gamma", Forms.number(Bounds.from(0, 20)), "").standard(2.0);
    private static final Setting<String> FORM =
            of("form", Forms.choice(List.of("STANDARD", "REFERENCE")), "").standard("STANDARD");
    private static final Setting<Double> GAMMA_NEGATIVE =
            of("gamma_negative", Forms.number(Bounds.from(0, 20)), "").standard(4.0);
    private static final Setting<Double> GAMMA_POSITIVE =
            of("gamma_positive", Forms.number(Bounds.from(0, 20)), "").standard(1.0);
    private static final Setting<Double> CLIP =
            of("clip", Forms.number(Bounds.below(0, 1)), "").standard(0.05);

    private LossGroup() {}

    private static <T> Setting<T> of(String name, Setting.Form<T> form, String help) {
        return Setting.of(Group.LOSS, name, form, help);
    }

    static Recipe.Losses read(Values values) {
        LossFunction function = values.get(LOSS_FUNCTION);
        ObjectNode given =
                values.given(LOSS_FUNCTION_KWARGS)
                        ? values.get(LOSS_FUNCTION_KWARGS)
                        : JsonNodeFactory.instance.objectNode();
        List<Setting<?>> allowed =
                function.isFocal()
                        ? List.of(GAMMA, FORM)
                        : function == LossFunction.ASYMMETRIC_LOSS
                                ? List.of(GAMMA_NEGATIVE, GAMMA_POSITIVE, CLIP)
                                : List.of();
        refuseUnknown(values, given, function, allowed);
        boolean reference = values.get(RunGroup.PRESET) == Preset.REFERENCE;
        ObjectNode complete = JsonNodeFactory.instance.objectNode();
        double gamma = argument(values, given, allowed, complete, GAMMA);
        String form =
                argument(
                        values,
                        given,
                        allowed,
                        complete,
                        reference ? FORM.standard("REFERENCE") : FORM);
        double negative = argument(values, given, allowed, complete, GAMMA_NEGATIVE);
        double positive = argument(values, given, allowed, complete, GAMMA_POSITIVE);
        double clip = argument(values, given, allowed, complete, CLIP);
        if (!complete.isEmpty()) {
            values.override(LOSS_FUNCTION_KWARGS, complete);
        } else if (given.isEmpty()) {
            values.override(LOSS_FUNCTION_KWARGS, null);
        }
        Double family = familyWeight(values, function);
        if (values.get(TEACHER) == null) {
            values.unused(
                    "there is no distillation_teacher",
                    DISTILLATION_WEIGHT,
                    DISTILLATION_TEMPERATURE);
        }
        return new Recipe.Losses(
                function,
                gamma,
                form.equals("REFERENCE"),
                family,
                values.get(LABEL_SMOOTHING),
                positive,
                negative,
                clip,
                values.get(TEACHER) == null ? 0 : values.get(DISTILLATION_WEIGHT),
                values.get(DISTILLATION_TEMPERATURE));
    }

    private static Double familyWeight(Values values, LossFunction function) {
        if (function == LossFunction.INSTRUMENT_FAMILY_LOSS) {
            values.derive(ADD_INSTRUMENT_LOSS, 1.0);
        }
        Double weight = values.get(ADD_INSTRUMENT_LOSS);
        if (weight != null && !values.isUnused(DataGroup.LABELS)) {
            List<String> labels = DataGroup.labels(values);
            if (labels.isEmpty() || !LabelSet.irmas().codes().containsAll(labels)) {
                values.fault(
                        ADD_INSTRUMENT_LOSS,
                        "needs labels of IRMAS: the families of others are not known");
            }
        }
        return weight;
    }

    private static void refuseUnknown(
            Values values, ObjectNode given, LossFunction function, List<Setting<?>> allowed) {
        List<String> names = allowed.stream().<String>map(Setting::name).toList();
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            if (!names.contains(entry.getKey())) {
                values.fault(
                        LOSS_FUNCTION_KWARGS,
                        "has %s, which is no argument of %s; %s"
                                .formatted(
                                        entry.getKey(),
                                        function,
                                        names.isEmpty()
                                                ? "it has none"
                                                : "there are " + String.join(", ", names)));
            }
        }
    }

    /** The value of an argument; its default when the loss has no such argument. */
    private static <T> T argument(
            Values values,
            ObjectNode given,
            List<Setting<?>> allowed,
            ObjectNode complete,
            Setting<T> argument) {
        T value = argument.read(argument.option().defaultValue());
        if (allowed.stream().noneMatch(other -> other.name().equals(argument.name()))) {
            return value;
        }
        if (given.hasNonNull(argument.name())) {
            try {
                value = argument.read(given.get(argument.name()));
            } catch (IllegalArgumentException e) {
                values.fault(LOSS_FUNCTION_KWARGS, argument.name() + " " + e.getMessage());
            }
        }
        complete.set(argument.name(), argument.write(value));
        return value;
    }
}
