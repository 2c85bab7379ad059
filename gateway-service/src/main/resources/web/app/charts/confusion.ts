import { h, s } from "../elements/element";
import { count } from "../elements/format";
import { plotTable } from "./table";

const CELL = 40;
const LEFT = 132;
const TOP = 112;
const RIGHT = 64;

/** How often files with one label were recognised as another: rows are the truth. */
export function confusionPlot(names: string[], cooccurrence: number[][], examples: number[]): HTMLElement {
    const size = names.length * CELL;
    const reading = h("p", { class: "chart-reading", role: "status" }, "Point at a cell, or choose one with the arrow keys.");
    const svg = s("svg", {
        class: "plot matrix",
        viewBox: `0 0 ${LEFT + size + RIGHT} ${TOP + size + 8}`,
        role: "img",
        "aria-label": "Confusion: which instruments were recognised where which are there",
    });
    const say = (row: number, column: number): void => {
        const value = cooccurrence[row]![column]!;
        const share = examples[row]! === 0 ? 0 : value / examples[row]!;
        const what = row === column ? "was recognised" : `${names[column]!.toLowerCase()} was recognised`;
        reading.textContent = `Where ${names[row]!.toLowerCase()} is there, ${what} ${count(value)} times of ${count(examples[row]!)} (${Math.round(share * 100)} %).`;
    };
    const cells: SVGRectElement[] = [];
    names.forEach((name, row) => {
        svg.append(
            s("text", { class: "tick", x: LEFT - 8, y: TOP + row * CELL + CELL / 2 + 4, "text-anchor": "end" }, name),
            s(
                "text",
                { class: "tick", transform: `translate(${LEFT + row * CELL + CELL / 2 + 4} ${TOP - 8}) rotate(-50)` },
                name,
            ),
        );
        names.forEach((_, column) => {
            const value = cooccurrence[row]![column]!;
            const share = examples[row]! === 0 ? 0 : value / examples[row]!;
            const cell = s("rect", {
                class: row === column ? "cell right" : "cell wrong",
                x: LEFT + column * CELL + 1,
                y: TOP + row * CELL + 1,
                width: CELL - 2,
                height: CELL - 2,
                rx: 4,
            });
            cell.style.setProperty("--share", `${Math.round(Math.sqrt(share) * 100)}%`);
            cell.addEventListener("pointerenter", () => say(row, column));
            cells.push(cell);
            svg.append(cell);
            if (value > 0) {
                svg.append(
                    s(
                        "text",
                        {
                            class: share > 0.45 ? "cell-words strong" : "cell-words",
                            x: LEFT + column * CELL + CELL / 2,
                            y: TOP + row * CELL + CELL / 2 + 4,
                            "text-anchor": "middle",
                        },
                        value,
                    ),
                );
            }
        });
    });
    const box = h("div", { class: "matrix-box", tabindex: 0, role: "group", "aria-label": "Confusion, cell by cell with the arrow keys" }, svg);
    let place = [0, 0] as [number, number];
    box.addEventListener("keydown", (event) => {
        const steps: Record<string, [number, number]> = {
            ArrowUp: [-1, 0],
            ArrowDown: [1, 0],
            ArrowLeft: [0, -1],
            ArrowRight: [0, 1],
        };
        const step = steps[event.key];
        if (step) {
            event.preventDefault();
            cells[place[0] * names.length + place[1]]!.classList.remove("lit");
            const within = (value: number): number => Math.max(0, Math.min(names.length - 1, value));
            place = [within(place[0] + step[0]), within(place[1] + step[1])];
            cells[place[0] * names.length + place[1]]!.classList.add("lit");
            say(...place);
        }
    });
    return h(
        "figure",
        { class: "chart" },
        h("figcaption", { class: "quiet" }, "Rows: what is there. Columns: what was recognised in those files. Off the diagonal it may be wrong, or rightly there as well."),
        box,
        reading,
        plotTable("Confusion", ["There", ...names], cooccurrence.map((row, place) => [names[place]!, ...row])),
    );
}
