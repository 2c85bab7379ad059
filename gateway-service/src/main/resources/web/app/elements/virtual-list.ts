import { freshId, h } from "./element";

/** What a list shows, and what happens when one of its rows is chosen. */
export interface Rows {
    /** Fills a row's element with what stands at this place. */
    draw(row: HTMLElement, index: number): void;
    /** A row was chosen by pointer or keyboard. */
    choose?(index: number): void;
    /** These rows came into sight. */
    seen?(from: number, to: number): void;
}

/**
 * A list of any length, of which only the rows in sight exist. Rows have the same height. For
 * keyboards and screen readers it is a list box: one stop of the Tab key, arrows move the choice.
 */
export class VirtualList {
    readonly element: HTMLElement;
    private readonly space = h("div", { class: "rows-space", role: "presentation" });
    private readonly stem = freshId("row");
    private readonly shown = new Map<number, HTMLElement>();
    private length = 0;
    private selected = -1;
    private pending = 0;
    private readonly observer: ResizeObserver;

    /** @param height of a row, in pixels */
    constructor(
        label: string,
        private readonly height: number,
        private readonly rows: Rows,
    ) {
        this.element = h(
            "div",
            { class: "rows", role: "listbox", tabindex: 0, "aria-label": label },
            this.space,
        );
        this.element.addEventListener("scroll", () => this.later(), { passive: true });
        this.element.addEventListener("keydown", (event) => this.key(event));
        this.element.addEventListener("click", (event) => this.click(event));
        this.observer = new ResizeObserver(() => this.later());
        this.observer.observe(this.element);
    }

    /** Ends watching its own size. */
    close(): void {
        this.observer.disconnect();
        cancelAnimationFrame(this.pending);
    }

    /** Says how many rows there are. */
    resize(length: number): void {
        if (length !== this.length) {
            this.length = length;
            this.space.style.height = `${length * this.height}px`;
            for (const row of this.shown.values()) {
                row.setAttribute("aria-setsize", String(length));
            }
        }
        this.later();
    }

    /** Draws the rows in sight again. */
    refresh(): void {
        for (const [place, row] of this.shown) {
            this.rows.draw(row, place);
        }
    }

    /** Marks a row as the chosen one; -1 for none. */
    select(index: number, intoSight = false): void {
        this.selected = index;
        for (const [place, row] of this.shown) {
            row.setAttribute("aria-selected", String(place === index));
        }
        if (intoSight && index >= 0) {
            this.bringIntoSight(index);
        }
        this.draw();
        if (this.shown.has(index)) {
            this.element.setAttribute("aria-activedescendant", `${this.stem}-${index}`);
        } else {
            this.element.removeAttribute("aria-activedescendant");
        }
    }

    private bringIntoSight(index: number): void {
        const top = index * this.height;
        const box = this.element;
        if (top < box.scrollTop) {
            box.scrollTop = top;
        } else if (top + this.height > box.scrollTop + box.clientHeight) {
            box.scrollTop = top + this.height - box.clientHeight;
        }
    }

    private later(): void {
        cancelAnimationFrame(this.pending);
        this.pending = requestAnimationFrame(() => this.draw());
    }

    private draw(): void {
        const margin = 6;
        const first = Math.max(0, Math.floor(this.element.scrollTop / this.height) - margin);
        const inSight = Math.ceil(this.element.clientHeight / this.height) + 2 * margin;
        const end = Math.min(this.length, first + inSight);
        for (const [place, row] of this.shown) {
            if (place < first || place >= end) {
                row.remove();
                this.shown.delete(place);
            }
        }
        for (let index = first; index < end; index++) {
            if (!this.shown.has(index)) {
                this.add(index);
            }
        }
        if (end > first) {
            this.rows.seen?.(first, end);
        }
    }

    private add(index: number): void {
        const row = h("div", {
            class: "row",
            role: "option",
            id: `${this.stem}-${index}`,
            "aria-selected": String(index === this.selected),
            "aria-setsize": this.length,
            "aria-posinset": index + 1,
            "data-index": index,
        });
        row.style.top = `${index * this.height}px`;
        row.style.height = `${this.height}px`;
        this.rows.draw(row, index);
        this.shown.set(index, row);
        this.space.append(row);
    }

    private click(event: MouseEvent): void {
        const row = (event.target as Element).closest<HTMLElement>(".row");
        const index = Number(row?.dataset["index"] ?? -1);
        if (index >= 0) {
            this.choose(index);
        }
    }

    private key(event: KeyboardEvent): void {
        if (event.target !== this.element || this.length === 0) {
            return;
        }
        const page = Math.max(1, Math.floor(this.element.clientHeight / this.height) - 1);
        const steps: Record<string, number> = {
            ArrowDown: this.selected + 1,
            ArrowUp: this.selected - 1,
            PageDown: this.selected + page,
            PageUp: this.selected - page,
            Home: 0,
            End: this.length - 1,
            Enter: Math.max(0, this.selected),
        };
        const target = steps[event.key];
        if (target !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            this.choose(Math.min(this.length - 1, Math.max(0, target)));
        }
    }

    private choose(index: number): void {
        this.select(index, true);
        this.rows.choose?.(index);
    }
}
