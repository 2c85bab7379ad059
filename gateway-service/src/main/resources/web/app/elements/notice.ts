import { wordsOf } from "../api/client";
import type { Problem } from "../api/types";
import { h } from "./element";
import { icon } from "./icon";

/** What went wrong and what can be done about it. */
export function problemNotice(problem: Problem): HTMLElement {
    const place = problem.location;
    return h(
        "div",
        { class: "notice", role: "group", "aria-label": "What went wrong" },
        icon("warning"),
        h(
            "div",
            {},
            h("p", { class: "notice-title" }, problem.title),
            problem.detail ? h("p", {}, problem.detail) : null,
            (problem.violations ?? []).map((fault) =>
                h("p", {}, h("code", {}, fault.field), ` ${fault.message}`),
            ),
            place
                ? h("p", {}, "See ", h("code", {}, place.file), place.line ? `, line ${place.line}` : "")
                : null,
            problem.advice ? h("p", { class: "notice-advice" }, problem.advice) : null,
            problem.errorId ? h("p", {}, "Error id ", h("code", {}, problem.errorId)) : null,
            problem.type
                ? h("p", { class: "quiet" }, h("a", { href: problem.type, target: "_blank" }, problem.code))
                : null,
        ),
    );
}

/** The same as plain words, for a line in a list. */
export function problemLine(problem: Problem): string {
    return wordsOf(problem);
}

/** What an empty place says. */
export function emptyNotice(title: string, ...words: (Node | string)[]): HTMLElement {
    return h("div", { class: "empty" }, h("p", { class: "empty-title" }, title), h("p", {}, ...words));
}
