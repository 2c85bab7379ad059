import type { View } from "../../shell/view";
import { RunComparison } from "./run-comparison";
import { RunForm } from "./run-form";
import { RunList } from "./run-list";
import { RunPage } from "./run-page";

/** The training runs, one of them, several side by side, or the form for a new one. */
export const trainingView: View = {
    show(main, { path, query }) {
        const [part] = path;
        const shown =
            part === undefined || part === ""
                ? new RunList(query)
                : part === "new"
                  ? new RunForm(query.get("from"))
                  : part === "compare"
                    ? new RunComparison((query.get("ids") ?? "").split(",").filter(Boolean))
                    : new RunPage(part, query.get("tab") ?? "");
        main.append(shown.element);
        return () => shown.close();
    },
};
