/** Makes elements. Everything that a user or a file named goes in as text, never as markup. */

type Child = Node | string | number | null | undefined | false | Child[];
type Listener<K extends keyof HTMLElementEventMap> = (event: HTMLElementEventMap[K]) => void;

/** Attributes, properties that begin with a dot, and listeners that begin with "on". */
export interface Settings {
    class?: string;
    onclick?: Listener<"click">;
    oninput?: Listener<"input">;
    onchange?: Listener<"change">;
    onsubmit?: Listener<"submit">;
    onkeydown?: Listener<"keydown">;
    [attribute: string]: unknown;
}

/** An HTML element with its content. */
export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    settings: Settings = {},
    ...children: Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    apply(element, settings);
    append(element, children);
    return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element with its content. */
export function s<K extends keyof SVGElementTagNameMap>(
    tag: K,
    settings: Settings = {},
    ...children: Child[]
): SVGElementTagNameMap[K] {
    const element = document.createElementNS(SVG, tag);
    apply(element, settings);
    append(element, children);
    return element;
}

function apply(element: Element, settings: Settings): void {
    for (const [name, value] of Object.entries(settings)) {
        if (value === undefined || value === null || value === false) {
            continue;
        }
        if (name.startsWith("on") && typeof value === "function") {
            element.addEventListener(name.slice(2), value as EventListener);
        } else if (name.startsWith(".")) {
            (element as unknown as Record<string, unknown>)[name.slice(1)] = value;
        } else {
            element.setAttribute(name, value === true ? "" : String(value));
        }
    }
}

function append(element: Element, children: Child[]): void {
    for (const child of children) {
        if (Array.isArray(child)) {
            append(element, child);
        } else if (child !== null && child !== undefined && child !== false) {
            element.append(child instanceof Node ? child : String(child));
        }
    }
}

/** Puts new content in the place of what an element has. */
export function fill(element: Element, ...children: Child[]): void {
    element.replaceChildren();
    append(element, children);
}

let numbers = 0;

/** An id that no other element has. */
export function freshId(stem: string): string {
    numbers++;
    return `${stem}-${numbers}`;
}
