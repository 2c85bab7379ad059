import { problemIn, request, wordsOf } from "../../api/client";
import type { Item, Job } from "../../api/types";
import { fill, h } from "../../elements/element";
import { count, named, score, shortPath } from "../../elements/format";
import { emptyNotice, problemNotice } from "../../elements/notice";
import { VirtualList } from "../../elements/virtual-list";
import { Thresholds } from "../../result/decision";
import { ResultPanel } from "../../result/result-panel";
import { ItemSource } from "./item-source";
import { stateMark, stateWords } from "./words";

const ROW_HEIGHT = 64;

/** Which items are listed, and how. */
export interface Listing {
    /** The address of the list, ready for `page` and `size` to be added. */
    address: string;
    words: string;
    /** What is said when there is none. */
    none: string;
}

/** The items of a job in a list; the chosen one beside it, to be looked at and listened to. */
export class ItemList {
    readonly element = h("div", { class: "work" });
    private readonly list: VirtualList;
    private readonly head = h("p", { class: "clips-words" });
    private readonly detail = h("div", { class: "detail" });
    private readonly items: ItemSource;
    private readonly thresholds = new Thresholds();
    private panel: ResultPanel | undefined;
    private turn = 0;
    private from = 0;
    private to = 1;
    private timer = 0;
    private selected = -1;

    constructor(
        private readonly job: Job,
        private readonly names: Record<string, string>,
        private readonly listing: Listing,
    ) {
        this.list = new VirtualList(listing.words, ROW_HEIGHT, {
            draw: (row, index) => this.draw(row, index),
            choose: (index) => void this.open(index),
            seen: (from, to) => {
                this.from = from;
                this.to = to;
                this.items.seen(from, to);
            },
        });
        this.items = new ItemSource(
            listing.address,
            () => this.arrived(),
            (error) => fill(this.detail, problemNotice(problemIn(error))),
        );
        fill(
            this.element,
            h("section", { class: "clips", "aria-label": listing.words }, h("header", { class: "clips-head" }, this.head), this.list.element),
            this.detail,
        );
    }

    close(): void {
        clearTimeout(this.timer);
        this.list.close();
        this.panel?.close();
    }

    /** An item has ended, or the job has changed: what is in sight is asked for again, soon. */
    changed(): void {
        if (this.timer === 0) {
            this.timer = window.setTimeout(() => {
                this.timer = 0;
                this.items.renew(this.from, this.to);
            }, 700);
        }
    }

    private arrived(): void {
        this.head.textContent = `${this.listing.words}: ${count(this.items.total)}`;
        this.list.resize(this.items.total);
        this.list.element.style.height = `${Math.max(1, Math.min(this.items.total, 10)) * ROW_HEIGHT}px`;
        this.list.refresh();
        if (this.items.total === 0) {
            fill(this.detail, emptyNotice(this.listing.none));
        } else if (this.selected < 0) {
            this.list.select(0);
            void this.open(0);
        } else if (!this.panel) {
            void this.open(this.selected);
        }
    }

    private draw(row: HTMLElement, index: number): void {
        const item = this.items.at(index);
        if (!item) {
            fill(row, h("div", { class: "clip-name" }, "…"));
            return;
        }
        row.dataset["state"] = item.state === "FAILED" ? "failed" : "done";
        const wrong = (item.truth?.falsePositives?.length ?? 0) + (item.truth?.falseNegatives?.length ?? 0);
        fill(
            row,
            h(
                "div",
                { class: "clip-top" },
                h("span", { class: "clip-name", title: item.name }, shortPath(item.name)),
                item.truth?.loss === undefined
                    ? null
                    : h(
                          "span",
                          { class: wrong > 0 ? "verdict wrong" : "verdict right" },
                          wrong > 0 ? `wrong, ${score(item.truth.loss)}` : "right",
                      ),
            ),
            h("div", { class: "clip-words" }, this.wordsFor(item)),
        );
    }

    private wordsFor(item: Item): string {
        if (item.problem) {
            return wordsOf(item.problem);
        }
        if (!item.prediction) {
            return stateWords(item.state);
        }
        const prediction = item.prediction;
        const found = [...prediction.labels].sort((a, b) => prediction.scores[b]! - prediction.scores[a]!);
        return named(found.map((label) => this.names[label] ?? label)) || "Nothing recognised";
    }

    private async open(index: number): Promise<void> {
        this.selected = index;
        const item = this.items.at(index);
        const turn = ++this.turn;
        this.panel?.close();
        this.panel = undefined;
        if (!item) {
            return;
        }
        if (item.problem) {
            fill(this.detail, h("p", { class: "file-name", title: item.name }, shortPath(item.name)), problemNotice(item.problem));
            return;
        }
        if (!item.prediction) {
            fill(this.detail, h("p", { class: "file-name", title: item.name }, shortPath(item.name)), stateMark(item.state));
            return;
        }
        try {
            const whole = await request<Item>(`/jobs/${this.job.id}/items/${item.id}?windows=true`);
            if (turn !== this.turn || !whole.prediction) {
                return;
            }
            this.panel = new ResultPanel({
                item: whole,
                prediction: whole.prediction,
                source: `/jobs/${this.job.id}/items/${item.id}/audio`,
                names: this.names,
                thresholds: this.thresholds,
            });
            fill(this.detail, this.panel.element);
        } catch (error) {
            if (turn === this.turn) {
                fill(this.detail, problemNotice(problemIn(error)));
            }
        }
    }
}
