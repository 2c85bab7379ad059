import { emptyNotice } from "../../elements/notice";
import type { View } from "../../shell/view";

export const trainingView: View = {
    show(main) {
        main.append(emptyNotice("Not here yet"));
        return () => undefined;
    },
};
