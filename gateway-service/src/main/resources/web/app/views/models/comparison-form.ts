import { problemIn, request, sendJson } from "../../api/client";
import { allModels } from "../../api/models";
import type { Job, Page } from "../../api/types";
import { fill, freshId, h } from "../../elements/element";
import { moment } from "../../elements/format";
import { problemNotice } from "../../elements/notice";
import { addressOf, go } from "../../shell/router";

/** Where two tests are put side by side. */
export function comparisonAddress(left: string, right: string): string {
    return addressOf("models", [], { left, right });
}

/**
 * Asks which two models are to be compared and on what. Tests that were made already are taken;
 * what is missing is tested now.
 */
export function openComparisonForm(): void {
    const fault = h("div", {});
    const left = h("select", { id: freshId("left") });
    const right = h("select", { id: freshId("right") });
    const known = freshId("datasets");
    const dataset = h("input", { type: "text", id: freshId("dataset"), required: true, list: known, placeholder: "irmastest:/srv/audio/irmas/test", spellcheck: "false", autocomplete: "off" });
    const list = h("datalist", { id: known });
    const title = freshId("title");
    const dialog = h(
        "dialog",
        { class: "dialog", "aria-labelledby": title },
        h(
            "form",
            { method: "dialog" },
            h("h2", { id: title }, "Compare two models"),
            h("p", { class: "quiet" }, "On the same labelled files. A test that was made already is used; what is missing is tested now."),
            h("label", { for: left.id }, "One model"),
            left,
            h("label", { for: right.id }, "The other"),
            right,
            h("label", { for: dataset.id }, "Labelled files, as TYPE:PATH on the server"),
            dataset,
            list,
            fault,
            h(
                "div",
                { class: "dialog-buttons" },
                h("button", { class: "button", type: "button", onclick: () => dialog.close() }, "Cancel"),
                h("button", { class: "button primary", type: "submit" }, "Compare"),
            ),
        ),
    );
    let tests: Job[] = [];
    dialog.querySelector("form")!.addEventListener("submit", (event) => {
        event.preventDefault();
        const path = dataset.value.trim();
        Promise.all([testOf(left.value, path, tests), testOf(right.value, path, tests)]).then(
            ([one, other]) => {
                dialog.close();
                go(comparisonAddress(one, other));
            },
            (error: unknown) => fill(fault, problemNotice(problemIn(error))),
        );
    });
    Promise.all([allModels(), request<Page<Job>>("/jobs?kind=test&state=succeeded&size=200")]).then(
        ([models, page]) => {
            tests = page.items;
            // The default first: that is what another model is usually held against.
            const ready = models
                .filter((model) => model.state === "READY")
                .sort((one, other) => (other.isDefault ? 1 : 0) - (one.isDefault ? 1 : 0));
            for (const [select, chosen] of [[left, 0], [right, 1]] as const) {
                select.append(...ready.map((model) => h("option", { value: model.id }, model.id)));
                select.selectedIndex = Math.min(chosen, ready.length - 1);
            }
            const sets = new Map(tests.filter((job) => job.datasets?.length === 1).map((job) => [job.datasets![0]!, job]));
            list.append(...[...sets].map(([path, job]) => h("option", { value: path }, `tested ${moment(job.createdAt)}`)));
            dataset.value = [...sets.keys()][0] ?? "";
        },
        (error: unknown) => fill(fault, problemNotice(problemIn(error))),
    );
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
}

/** The newest test of a model on a dataset, or a new one. */
async function testOf(model: string, dataset: string, tests: Job[]): Promise<string> {
    const made = tests.find((job) => job.model === model && job.datasets?.length === 1 && job.datasets[0] === dataset);
    if (made) {
        return made.id;
    }
    return (await sendJson<Job>("POST", "/jobs", { kind: "TEST", model, paths: [dataset] })).id;
}
