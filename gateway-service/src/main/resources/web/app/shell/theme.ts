import { h, fill } from "../elements/element";
import { icon, type IconName } from "../elements/icon";

/** Light or dark: as the system has it, or as the user chose. */
type Choice = "auto" | "light" | "dark";

const KEY = "lumen-theme";
const NEXT: Record<Choice, Choice> = { auto: "light", light: "dark", dark: "auto" };
const ICONS: Record<Choice, IconName> = { auto: "halves", light: "sun", dark: "moon" };
const WORDS: Record<Choice, string> = { auto: "as the system", light: "light", dark: "dark" };

const DARK = matchMedia("(prefers-color-scheme: dark)");
const watchers = new Set<() => void>();

function chosen(): Choice {
    try {
        const kept = localStorage.getItem(KEY);
        return kept === "light" || kept === "dark" ? kept : "auto";
    } catch {
        return "auto";
    }
}

/** Whether the page is dark at the moment. */
export function dark(): boolean {
    return document.documentElement.dataset["theme"] === "dark";
}

/** Calls the watcher when the page turns light or dark; gives back what ends that. */
export function onTheme(watcher: () => void): () => void {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
}

function apply(choice: Choice): void {
    const now = choice === "auto" ? (DARK.matches ? "dark" : "light") : choice;
    document.documentElement.dataset["theme"] = now;
    for (const watcher of watchers) {
        watcher();
    }
}

/** Follows the choice, and makes the button that changes it. */
export function themeSwitch(): HTMLButtonElement {
    let choice = chosen();
    const button = h("button", { class: "icon-button", type: "button" });
    const show = (): void => {
        apply(choice);
        const words = `Colours: ${WORDS[choice]}`;
        fill(button, icon(ICONS[choice]));
        button.setAttribute("aria-label", `${words}. Change`);
        button.title = words;
    };
    button.addEventListener("click", () => {
        choice = NEXT[choice];
        try {
            localStorage.setItem(KEY, choice);
        } catch {
            // The choice then lasts as long as the page.
        }
        show();
    });
    DARK.addEventListener("change", () => apply(choice));
    show();
    return button;
}

/** The value of one of the page's colours, for canvases. */
export function colour(name: string): string {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
