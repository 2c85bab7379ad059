import { h } from "../elements/element";

/** Tells screen readers what changed without moving the focus. */
const region = h("div", { class: "unseen", role: "status", "aria-live": "polite" });

export function announcer(): HTMLElement {
    return region;
}

let last = 0;

/** Says something; what is said in quick succession is said once, by its last word. */
export function announce(words: string): void {
    clearTimeout(last);
    last = window.setTimeout(() => {
        region.textContent = words;
    }, 150);
}
