import type { Log } from "../../api/trainings";
import { h } from "../../elements/element";

const MOST_LINES = 1000;

/** The end of a run's log; it stays at its end while it grows, unless somebody scrolls up. */
export class RunLog {
    readonly element: HTMLElement;
    private readonly text = h("pre", { class: "run-log", tabindex: 0, role: "log", "aria-live": "off", "aria-label": "Log" });
    private readonly lines = new Map<number, HTMLElement>();

    constructor(id: string) {
        this.element = h(
            "section",
            {},
            this.text,
            h(
                "p",
                { class: "quiet log-more" },
                `The last ${MOST_LINES} lines. `,
                h("a", { href: `/trainings/${id}/log?format=text&lines=10000`, target: "_blank" }, "As text"),
            ),
        );
    }

    add(log: Log): void {
        const atEnd = this.text.scrollTop + this.text.clientHeight >= this.text.scrollHeight - 8;
        log.lines.forEach((line, i) => {
            const number = log.first + i;
            const before = this.lines.get(number);
            if (before) {
                before.textContent = `${line}\n`;
            } else {
                const element = h("span", {}, `${line}\n`);
                this.lines.set(number, element);
                this.text.append(element);
            }
        });
        while (this.lines.size > MOST_LINES) {
            const [oldest, element] = this.lines.entries().next().value!;
            element.remove();
            this.lines.delete(oldest);
        }
        if (atEnd) {
            this.atEnd();
        }
    }

    atEnd(): void {
        this.text.scrollTop = this.text.scrollHeight;
    }
}
