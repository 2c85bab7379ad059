import { problemIn, sendJson } from "../../api/client";
import type { Training } from "../../api/trainings";
import { fill, freshId, h } from "../../elements/element";
import { problemNotice } from "../../elements/notice";

/** Asks how a run that has ended is to go on, and takes it up again. */
export function openResumeForm(run: Training, resumed: (run: Training) => void): void {
    const fault = h("div", {});
    const number = (name: string): HTMLInputElement =>
        h("input", { type: "number", id: freshId(name), min: 0, step: 1, value: String(run.options[name] ?? "") });
    const inputs = { epochs: number("epochs"), early_stopping_metric_patience: number("early_stopping_metric_patience") };
    const title = freshId("title");
    const dialog = h(
        "dialog",
        { class: "dialog", "aria-labelledby": title },
        h(
            "form",
            { method: "dialog" },
            h("h2", { id: title }, "Resume the run"),
            h("p", { class: "quiet" }, "It goes on from its last checkpoint, exactly as it would have gone on. For a longer training say more epochs."),
            h("label", { for: inputs.epochs.id }, "Epochs altogether"),
            inputs.epochs,
            h("label", { for: inputs.early_stopping_metric_patience.id }, "Validations without a better value after which it ends; 0 for never"),
            inputs.early_stopping_metric_patience,
            fault,
            h(
                "div",
                { class: "dialog-buttons" },
                h("button", { class: "button", type: "button", onclick: () => dialog.close() }, "Leave it"),
                h("button", { class: "button primary", type: "submit" }, "Resume"),
            ),
        ),
    );
    dialog.querySelector("form")!.addEventListener("submit", (event) => {
        event.preventDefault();
        const changes = Object.fromEntries(
            Object.entries(inputs)
                .filter(([name, input]) => input.value !== "" && Number(input.value) !== run.options[name])
                .map(([name, input]) => [name, Number(input.value)]),
        );
        sendJson<Training>("POST", `/trainings/${run.id}/resume`, { training: changes }).then(
            (now) => {
                dialog.close();
                resumed(now);
            },
            (error: unknown) => fill(fault, problemNotice(problemIn(error))),
        );
    });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
}
