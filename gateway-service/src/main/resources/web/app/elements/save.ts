/** Hands the user a file. */
export function save(name: string, content: Blob): void {
    const address = URL.createObjectURL(content);
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function saveJson(name: string, value: unknown): void {
    save(name, new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }));
}

/** Rows as CSV (RFC 4180), the first one being the header. */
export function saveCsv(name: string, rows: (string | number | undefined)[][]): void {
    const text = rows.map((row) => row.map(field).join(",")).join("\r\n");
    save(name, new Blob([text, "\r\n"], { type: "text/csv;charset=utf-8" }));
}

function field(value: string | number | undefined): string {
    const text = value === undefined ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A file's name without folders and extension. */
export function stem(name: string): string {
    const last = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
    const dot = last.lastIndexOf(".");
    return dot > 0 ? last.slice(0, dot) : last;
}
