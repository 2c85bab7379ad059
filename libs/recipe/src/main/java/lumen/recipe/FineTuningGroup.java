package lumen.recipe;

import java.util.List;
import lumen.recipe.RecipeOption.Group;

/** Which parameters learn when. */
final class FineTuningGroup {
    static final Setting<String> HEAD_AFTER =
            of(
                    "head_after",
                    Forms.TEXT,
                    "Where the head begins: the first part of the model whose name contains this,"
                            + " such as backbone.classifier. Goes with backbone_after; when not"
                            + " given, everything learns.");
    static final Setting<String> BACKBONE_AFTER =
            of(
                    "backbone_after",
                    Forms.TEXT,
                    "Where the part of the backbone begins that learns, such as"
                            + " backbone.features.5; what comes before it never does.");
    static final Setting<Boolean> FINETUNE_HEAD =
            of(
                            "finetune_head",
                            Forms.FLAG,
                            "Begin with epochs in which only the head learns; when not given, if"
                                    + " head_after is.")
                    .reference("default true, and head_after is required then");
    static final Setting<Integer> FINETUNE_HEAD_EPOCHS =
            of(
                            "finetune_head_epochs",
                            Forms.integer(1, 100_000),
                            "How many epochs only the head learns, fewer than epochs.")
                    .standard(5);
    static final Setting<Boolean> FINETUNE_TRAIN_BN =
            of(
                            "finetune_train_bn",
                            Forms.FLAG,
                            "Let batch normalisations learn where everything else is frozen.")
                    .standard(true);
    static final Setting<Double> BACKBONE_LR_FACTOR =
            of(
                            "backbone_lr_factor",
                            Forms.number(Bounds.above(0, 100)),
                            "What the learning rate of the backbone is multiplied by.")
                    .standard(1.0)
                    .reference("has none: 1");

    static final List<Setting<?>> SETTINGS =
            List.of(
                    HEAD_AFTER,
                    BACKBONE_AFTER,
                    FINETUNE_HEAD,
                    FINETUNE_HEAD_EPOCHS,
                    FINETUNE_TRAIN_BN,
                    BACKBONE_LR_FACTOR);

    private FineTuningGroup() {}

    private static <T> Setting<T> of(String name, Setting.Form<T> form, String help) {
        return Setting.of(Group.FINE_TUNING, name, form, help);
    }

    static Recipe.FineTuning read(Values values) {
        String head = values.get(HEAD_AFTER);
        String backbone = values.get(BACKBONE_AFTER);
        if (head == null && backbone != null) {
            values.fault(HEAD_AFTER, "is required with backbone_after");
        }
        if (backbone == null && head != null) {
            values.fault(BACKBONE_AFTER, "is required with head_after");
        }
        boolean parts = head != null || backbone != null;
        int epochs = values.get(OptimisationGroup.EPOCHS);
        boolean headFirst = values.derive(FINETUNE_HEAD, parts && epochs > 1);
        if (headFirst && !parts) {
            values.fault(
                    FINETUNE_HEAD,
                    "needs head_after and backbone_after, such as backbone.classifier and"
                            + " backbone.features");
        }
        if (!parts) {
            values.unused(
                    "everything learns: head_after and backbone_after are not given",
                    FINETUNE_TRAIN_BN,
                    BACKBONE_LR_FACTOR);
        }
        int headEpochs = 0;
        if (headFirst) {
            int most = Math.max(1, epochs - 1);
            headEpochs =
                    values.derive(
                            FINETUNE_HEAD_EPOCHS, Math.min(values.get(FINETUNE_HEAD_EPOCHS), most));
            if (headEpochs >= epochs) {
                values.fault(
                        FINETUNE_HEAD_EPOCHS,
                        "must be less than epochs, %d, but is %d".formatted(epochs, headEpochs));
            }
        } else {
            values.unused(
                    "there are no epochs of the head: finetune_head is false",
                    FINETUNE_HEAD_EPOCHS,
                    OptimisationGroup.LR_WARMUP);
        }
        return new Recipe.FineTuning(
                headFirst,
                headEpochs,
                head,
                backbone,
                values.get(FINETUNE_TRAIN_BN),
                parts ? values.get(BACKBONE_LR_FACTOR) : 1);
    }
}
