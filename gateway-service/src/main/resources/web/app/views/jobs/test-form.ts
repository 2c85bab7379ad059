import { problemIn, request, sendJson } from "../../api/client";
import { allModels } from "../../api/models";
import type { Job } from "../../api/types";
import { fill, freshId, h } from "../../elements/element";
import { problemNotice } from "../../elements/notice";
import { addressOf, go } from "../../shell/router";

/** Asks which model is to be tested on what, submits that, and goes to the job. */
export function openTestForm(): void {
    const fault = h("div", {});
    const model = h("select", { id: freshId("model") });
    const type = h("select", { id: freshId("type") });
    const path = h("input", { type: "text", id: freshId("path"), required: true, placeholder: "/srv/audio/irmas/test", spellcheck: "false", autocomplete: "off" });
    const title = freshId("title");
    const dialog = h(
        "dialog",
        { class: "dialog", "aria-labelledby": title },
        h(
            "form",
            { method: "dialog" },
            h("h2", { id: title }, "Test a model"),
            h("p", { class: "quiet" }, "Labelled files on the server, below one of its data roots, are recognised and compared with their labels."),
            h("label", { for: model.id }, "Model"),
            model,
            h("label", { for: type.id }, "Layout of the labels"),
            type,
            h("label", { for: path.id }, "Directory or list on the server"),
            path,
            fault,
            h(
                "div",
                { class: "dialog-buttons" },
                h("button", { class: "button", type: "button", onclick: () => dialog.close() }, "Cancel"),
                h("button", { class: "button primary", type: "submit" }, "Start"),
            ),
        ),
    );
    const form = dialog.querySelector("form")!;
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        sendJson<Job>("POST", "/jobs", {
            kind: "TEST",
            model: model.value,
            paths: [`${type.value}:${path.value.trim()}`],
        }).then(
            (job) => {
                dialog.close();
                go(addressOf("jobs", [job.id]));
            },
            (error: unknown) => fill(fault, problemNotice(problemIn(error))),
        );
    });
    Promise.all([allModels(), request<string[]>("/dataset-types")]).then(
        ([models, types]) => {
            const ready = models.filter((known) => known.state === "READY");
            model.append(
                ...ready.map((known) => h("option", { value: known.id, selected: known.isDefault }, known.id)),
            );
            type.append(...types.map((name) => h("option", { value: name, selected: name === "irmastest" }, name)));
        },
        (error: unknown) => fill(fault, problemNotice(problemIn(error))),
    );
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
}
