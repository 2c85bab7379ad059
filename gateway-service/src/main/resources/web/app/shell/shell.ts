import { problemIn } from "../api/client";
import { fill, h } from "../elements/element";
import { problemNotice } from "../elements/notice";
import { announcer } from "./announcer";
import { addressOf, placeOf } from "./router";
import { themeSwitch } from "./theme";
import type { View } from "./view";

interface Entry {
    view: string;
    words: string;
    load: () => Promise<View>;
}

/** The views; each is loaded when it is first shown. */
const ENTRIES: Entry[] = [
    {
        view: "recognise",
        words: "Recognise",
        load: async () => (await import("../views/recognise/recognise-view")).recogniseView,
    },
    {
        view: "jobs",
        words: "Jobs",
        load: async () => (await import("../views/jobs/jobs-view")).jobsView,
    },
    {
        view: "models",
        words: "Models",
        load: async () => (await import("../views/models/models-view")).modelsView,
    },
    {
        view: "training",
        words: "Training",
        load: async () => (await import("../views/training/training-view")).trainingView,
    },
];

/** Builds the page and shows the view that the address names, now and whenever it changes. */
export function startShell(body: HTMLElement): void {
    const links = ENTRIES.map((entry) => h("a", { href: addressOf(entry.view) }, entry.words));
    const main = h("main", { id: "main", tabindex: -1 });
    fill(
        body,
        h("a", { class: "skip", href: "#main", onclick: (event) => skip(event, main) }, "Skip to the content"),
        h(
            "header",
            { class: "bar" },
            h("a", { class: "wordmark", href: addressOf("recognise") }, mark(), h("span", {}, "lumen")),
            h("nav", { "aria-label": "Views" }, links),
            h(
                "div",
                { class: "bar-end" },
                h("a", { class: "bar-link", href: "/docs", target: "_blank" }, "API"),
                themeSwitch(),
            ),
        ),
        main,
        announcer(),
    );

    let leave = (): void => undefined;
    let shown = 0;
    const show = async (): Promise<void> => {
        const place = placeOf(location.hash);
        const entry = ENTRIES.find((candidate) => candidate.view === place.view) ?? ENTRIES[0]!;
        const turn = ++shown;
        leave();
        leave = () => undefined;
        ENTRIES.forEach((candidate, index) => {
            links[index]!.toggleAttribute("aria-current", candidate === entry);
            if (candidate === entry) {
                links[index]!.setAttribute("aria-current", "page");
            }
        });
        document.title = `${entry.words} · lumen`;
        try {
            const view = await entry.load();
            if (turn === shown) {
                main.replaceChildren();
                leave = view.show(main, place);
            }
        } catch (error) {
            fill(main, problemNotice(problemIn(error)));
        }
    };
    addEventListener("hashchange", () => {
        void show().then(() => {
            main.focus({ preventScroll: true });
            scrollTo({ top: 0 });
        });
    });
    void show();
}

function skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
}

function mark(): HTMLElement {
    return h("img", { src: "/icon.svg", alt: "", width: 26, height: 26 });
}
