import { s } from "./element";

const PATHS = {
    play: "M7 4.5v15l12-7.5z",
    pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
    microphone:
        "M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
    stop: "M7 7h10v10H7z",
    upload: "M12 16V5M7 9.5 12 4.5l5 5M5 19.5h14",
    folder: "M3.5 6.5h6l2 2.5h9v10h-17z",
    download: "M12 4.5v11M7 11l5 5 5-5M5 19.5h14",
    copy: "M9 9h10v11H9zM15 9V4.5H5V15h4",
    close: "M6 6l12 12M18 6 6 18",
    sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
    moon: "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
    halves: "M12 3.5a8.5 8.5 0 1 0 0 17zM12 3.5a8.5 8.5 0 0 1 0 17",
    warning: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3",
    check: "M5 12.5l4.5 4.5L19 7.5",
    back: "M14.5 5.5 8 12l6.5 6.5",
    again: "M19.5 12a7.5 7.5 0 1 1-2.2-5.3M19.5 4v4.5H15",
    plus: "M12 5v14M5 12h14",
} as const;

const FILLED = new Set<string>(["play", "pause", "stop"]);

export type IconName = keyof typeof PATHS;

/** A picture beside words, or in a button that has a name: screen readers pass over it. */
export function icon(name: IconName): SVGSVGElement {
    const filled = FILLED.has(name);
    return s(
        "svg",
        { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
        s("path", {
            d: PATHS[name],
            fill: filled ? "currentColor" : "none",
            stroke: filled ? "none" : "currentColor",
            "stroke-width": 1.7,
            "stroke-linecap": "round",
            "stroke-linejoin": "round",
        }),
    );
}
