import type { View } from "../../shell/view";
import { Comparison } from "./comparison";
import { ModelList } from "./model-list";
import { ModelPage } from "./model-page";

/** The models, one of them, or two tests side by side. */
export const modelsView: View = {
    show(main, place) {
        const shown = place.query.has("left")
            ? new Comparison(place.query.get("left")!, place.query.get("right") ?? "")
            : place.path[0]
              ? new ModelPage(place.path[0])
              : new ModelList();
        main.append(shown.element);
        return () => shown.close();
    },
};
