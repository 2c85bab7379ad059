import { freshId, h } from "../elements/element";
import { icon } from "../elements/icon";
import { announce } from "./announcer";

/** The same by other means: what to send, or to type. */
export interface Command {
    words: string;
    rest: string;
    /** Without the leading "lumen"; left out where there is no such command. */
    command?: string;
}

/** The gateway's address, as a command line names it. */
export function origin(): string {
    return location.origin;
}

/** A word of a shell command, quoted where the shell would not take it as it is. */
export function quoted(text: string): string {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** How to do what a view does with curl and with the lumen command. */
export function commandPanel(commands: Command[]): HTMLElement {
    return h(
        "details",
        { class: "commands" },
        h("summary", {}, "As REST call, as command"),
        h(
            "div",
            { class: "commands-body" },
            commands.map((command) =>
                h(
                    "section",
                    { class: "command" },
                    h("h3", {}, command.words),
                    line("REST", command.rest),
                    command.command === undefined ? null : line("Command", `./lumen ${command.command}`),
                ),
            ),
            h(
                "p",
                { class: "quiet" },
                "Every operation is described in the ",
                h("a", { href: "/docs", target: "_blank" }, "API documentation"),
                ".",
            ),
        ),
    );
}

function line(kind: string, text: string): HTMLElement {
    const id = freshId("command");
    const copy = h(
        "button",
        { class: "icon-button small", type: "button", title: "Copy", "aria-label": `Copy: ${kind}` },
        icon("copy"),
    );
    copy.addEventListener("click", () => {
        navigator.clipboard.writeText(text).then(
            () => announce("Copied"),
            () => announce("The browser does not allow copying"),
        );
    });
    return h(
        "div",
        { class: "command-line" },
        h("span", { class: "command-kind", id }, kind),
        h("pre", { tabindex: 0, "aria-labelledby": id }, h("code", {}, text)),
        copy,
    );
}
