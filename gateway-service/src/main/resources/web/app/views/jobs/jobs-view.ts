import type { View } from "../../shell/view";
import { JobList } from "./job-list";
import { JobPage } from "./job-page";

/** All jobs, or one of them. */
export const jobsView: View = {
    show(main, place) {
        const id = place.path[0];
        const shown = id ? new JobPage(id, place.query.get("tab") ?? "") : new JobList(place.query);
        main.append(shown.element);
        return () => shown.close();
    },
};
