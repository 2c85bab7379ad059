/**
 * Where the page is, kept in the address behind "#": the paths themselves are the REST API's. An
 * address is a view's name, what in it is shown, and settings: `#/jobs/0198…?tab=plots`.
 */
export interface Place {
    view: string;
    path: string[];
    query: URLSearchParams;
}

/** The place that an address means. */
export function placeOf(hash: string): Place {
    const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
    const [view = "", ...rest] = path.split("/").map(decodeURIComponent);
    return { view, path: rest, query: new URLSearchParams(query) };
}

/** The address of a place. */
export function addressOf(view: string, path: string[] = [], query: Record<string, string> = {}): string {
    const settings = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""));
    const tail = settings.size > 0 ? `?${settings}` : "";
    return `#/${[view, ...path].map(encodeURIComponent).join("/")}${tail}`;
}

/** Goes to a place. */
export function go(address: string): void {
    location.hash = address;
}

/** Changes the settings of the present place without a new entry in the history. */
export function adjust(query: Record<string, string>): void {
    const { view, path } = placeOf(location.hash);
    history.replaceState(null, "", addressOf(view, path, query));
}
