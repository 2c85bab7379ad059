import type { Place } from "./router";

/** A view of the page: fills a place, and ends what it began when the user leaves. */
export interface View {
    /** @returns what is to be done when the view is left or shown anew */
    show(main: HTMLElement, place: Place): () => void;
}
