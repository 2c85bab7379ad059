import { RequestError, problemIn, request } from "../../api/client";
import type { Training } from "../../api/trainings";
import { fill, h } from "../../elements/element";
import { emptyNotice, problemNotice } from "../../elements/notice";

/** The file `examples.json` of a run. */
interface Examples {
    /** Counted from 0. */
    epoch: number;
    examples: { picture: string; sample: string; labels: string[] }[];
}

/** What the network saw of the first samples of the present epoch, after augmentation. */
export class RunSamples {
    readonly element = h("div", {});
    private shownEpoch = -1;
    private asked = -1;

    constructor(private readonly id: string) {}

    /** Looks for new pictures when an epoch has begun. */
    show(run: Training): void {
        if (run.epoch !== this.asked || this.shownEpoch < 0) {
            this.asked = run.epoch;
            void this.load();
        }
    }

    private async load(): Promise<void> {
        const files = `/trainings/${this.id}/files`;
        try {
            const found = await request<Examples>(`${files}/examples.json`);
            if (found.epoch === this.shownEpoch) {
                return;
            }
            this.shownEpoch = found.epoch;
            fill(
                this.element,
                h(
                    "p",
                    { class: "quiet" },
                    `The first samples of epoch ${found.epoch + 1} as the network heard them, after augmentation. Time to the right, high notes at the top.`,
                ),
                h(
                    "div",
                    { class: "sample-grid" },
                    found.examples.map((example) =>
                        h(
                            "figure",
                            { class: "card sample" },
                            h("img", {
                                // A picture has the same name in each epoch.
                                src: `${files}/${example.picture}?epoch=${found.epoch}`,
                                alt: `Spectrogram of a sample with ${example.labels.join(", ") || "no label"}`,
                                loading: "lazy",
                            }),
                            h("figcaption", {}, h("strong", {}, example.labels.join(" ") || "–"), h("span", { class: "job-subject" }, example.sample)),
                        ),
                    ),
                ),
            );
        } catch (error) {
            if (this.shownEpoch >= 0) {
                return;
            }
            fill(
                this.element,
                error instanceof RequestError && error.problem.status === 404
                    ? emptyNotice("No picture yet", "They come with the first batch of each epoch.")
                    : problemNotice(problemIn(error)),
            );
        }
    }
}
