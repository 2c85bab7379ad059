import { request } from "../../api/client";
import type { Item, Page } from "../../api/types";

const SIZE = 200;
const REST_MILLISECONDS = 60;

/** A long list of items of which pages are asked for when they come into sight. */
export class ItemSource {
    private readonly items = new Map<number, Item>();
    private readonly asked = new Set<number>();
    total = 0;
    private waiting = 0;

    /**
     * @param address of the list, ready for `page` and `size` to be added
     * @param arrived told when there is more to be shown
     * @param failed told what went wrong
     */
    constructor(
        private readonly address: string,
        private readonly arrived: () => void,
        private readonly failed: (error: unknown) => void,
    ) {
        void this.ask(0);
    }

    at(index: number): Item | undefined {
        return this.items.get(index);
    }

    /** These are in sight. What only rushes by is not asked for. */
    seen(from: number, to: number): void {
        clearTimeout(this.waiting);
        this.waiting = window.setTimeout(() => this.askFor(from, to), REST_MILLISECONDS);
    }

    private askFor(from: number, to: number): void {
        for (let page = Math.floor(from / SIZE); page <= Math.floor((to - 1) / SIZE); page++) {
            void this.ask(page);
        }
    }

    /** Asks anew for what is known of these, because it has changed. */
    renew(from: number, to: number): void {
        this.asked.clear();
        this.askFor(from, Math.max(to, from + 1));
    }

    private async ask(page: number): Promise<void> {
        if (this.asked.has(page)) {
            return;
        }
        this.asked.add(page);
        try {
            const answer = await request<Page<Item>>(`${this.address}page=${page}&size=${SIZE}`);
            this.total = answer.total;
            answer.items.forEach((item, place) => this.items.set(page * SIZE + place, item));
            this.arrived();
        } catch (error) {
            this.asked.delete(page);
            this.failed(error);
        }
    }
}
