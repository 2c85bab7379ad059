import { h } from "../../elements/element";

/**
 * The Markdown of model cards as elements: headings, paragraphs, lists, tables, code, emphasis and
 * links. Text goes in as text, so that a card cannot bring markup of its own.
 */
export function markdown(text: string): HTMLElement {
    const article = h("article", { class: "prose" });
    const lines = text.replaceAll("\r", "").split("\n");
    let at = 0;
    const takeWhile = (wanted: (line: string) => boolean): string[] => {
        const taken: string[] = [];
        while (at < lines.length && wanted(lines[at]!)) {
            taken.push(lines[at++]!);
        }
        return taken;
    };
    while (at < lines.length) {
        const line = lines[at]!;
        const heading = /^(#{1,6})\s+(.*)$/.exec(line);
        if (line.trim() === "") {
            at++;
        } else if (heading) {
            at++;
            article.append(h(heading[1]!.length < 2 ? "h2" : "h3", {}, ...inline(heading[2]!)));
        } else if (line.startsWith("```")) {
            at++;
            const code = takeWhile((next) => !next.startsWith("```"));
            at++;
            article.append(h("pre", { tabindex: 0 }, h("code", {}, code.join("\n"))));
        } else if (line.startsWith("|")) {
            article.append(table(takeWhile((next) => next.startsWith("|"))));
        } else if (/^\s*([-*]|\d+\.)\s/.test(line)) {
            article.append(list(takeWhile((next) => next.trim() !== "" && !next.startsWith("#"))));
        } else {
            const paragraph = takeWhile((next) => next.trim() !== "" && !/^(#|```|\|)/.test(next));
            article.append(h("p", {}, ...inline(paragraph.join(" "))));
        }
    }
    return article;
}

function list(lines: string[]): HTMLElement {
    const items: string[] = [];
    for (const line of lines) {
        const item = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(line);
        if (item) {
            items.push(item[1]!);
        } else {
            items[items.length - 1] += ` ${line.trim()}`;
        }
    }
    const tag = /^\s*\d/.test(lines[0]!) ? "ol" : "ul";
    return h(tag, {}, items.map((item) => h("li", {}, ...inline(item))));
}

function table(lines: string[]): HTMLElement {
    const rows = lines.map((line) =>
        line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim()),
    );
    const body = rows.filter((row) => !row.every((cell) => /^:?-*:?$/.test(cell)));
    const hasHead = rows.length > 1 && rows[1]!.every((cell) => /^:?-+:?$/.test(cell)) && rows[0]!.some((cell) => cell !== "");
    return h(
        "div",
        { class: "table-scroll", tabindex: 0, role: "region", "aria-label": "Table" },
        h(
            "table",
            {},
            h(
                "tbody",
                {},
                body.map((row, place) =>
                    h(
                        "tr",
                        {},
                        row.map((cell) => h(hasHead && place === 0 && cell !== "" ? "th" : "td", {}, ...inline(cell))),
                    ),
                ),
            ),
        ),
    );
}

function inline(text: string): (Node | string)[] {
    const parts: (Node | string)[] = [];
    const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;
    let from = 0;
    for (const match of text.matchAll(pattern)) {
        parts.push(text.slice(from, match.index));
        const [whole, code, strong, words, address] = match;
        if (code !== undefined) {
            parts.push(h("code", {}, code));
        } else if (strong !== undefined) {
            parts.push(h("strong", {}, strong));
        } else if (/^https?:/.test(address!)) {
            parts.push(h("a", { href: address, rel: "noreferrer", target: "_blank" }, words));
        } else {
            // A file beside the card, which is not served.
            parts.push(words!);
        }
        from = match.index + whole.length;
    }
    parts.push(text.slice(from));
    return parts;
}
