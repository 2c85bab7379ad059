import { h } from "../../elements/element";
import { commandPanel } from "../../shell/commands";
import type { View } from "../../shell/view";

/** Training runs. */
export const trainingView: View = {
    show(main) {
        main.append(
            h("header", { class: "view-head" }, h("h1", {}, "Training")),
            h("p", { class: "lead" }, "A model is trained with a command; it appears among the models when it is done."),
            commandPanel([
                {
                    words: "Train a model",
                    rest: "curl -H 'Content-Type: application/json' -d '{\"kind\": \"TRAIN\", \"training\": {\"train_paths\": [\"irmastrain:/srv/audio/train\"]}}' " + `${location.origin}/jobs`,
                    command: "train --train-paths irmastrain:/srv/audio/train",
                },
            ]),
        );
        return () => undefined;
    },
};
