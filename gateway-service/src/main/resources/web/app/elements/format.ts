/** Numbers and times as people read them. */

const WHOLE = new Intl.NumberFormat("en");

export function count(value: number): string {
    return WHOLE.format(value);
}

/** "1 file", "1,204 files". */
export function counted(value: number, one: string, many = `${one}s`): string {
    return `${count(value)} ${value === 1 ? one : many}`;
}

/** A score or a figure from 0 to 1. */
export function score(value: number | undefined, digits = 2): string {
    return value === undefined || Number.isNaN(value) ? "–" : value.toFixed(digits);
}

/** Seconds as a place in a recording: 0:07.4, 12:03. */
export function clock(seconds: number, tenths = false): string {
    if (!Number.isFinite(seconds)) {
        return "–";
    }
    const whole = tenths ? Math.floor(seconds * 10 + 1e-6) / 10 : Math.round(seconds);
    const minutes = Math.floor(whole / 60);
    const rest = whole - minutes * 60;
    const hours = Math.floor(minutes / 60);
    const last = (tenths ? rest.toFixed(1) : String(rest)).padStart(tenths ? 4 : 2, "0");
    return hours > 0
        ? `${hours}:${String(minutes % 60).padStart(2, "0")}:${last}`
        : `${minutes}:${last}`;
}

/** A span of time in words: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min. */
export function span(seconds: number): string {
    if (seconds < 10) {
        return `${seconds.toFixed(1)} s`;
    }
    const whole = Math.round(seconds);
    if (whole < 60) {
        return `${whole} s`;
    }
    if (whole < 3600) {
        return `${Math.floor(whole / 60)} min ${whole % 60} s`;
    }
    return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

export function bytes(value: number): string {
    const units = ["bytes", "KB", "MB", "GB"];
    let unit = 0;
    let rest = value;
    while (rest >= 1000 && unit < units.length - 1) {
        rest /= 1000;
        unit++;
    }
    return `${unit === 0 || rest >= 100 ? Math.round(rest) : rest.toFixed(1)} ${units[unit]}`;
}

/** 4.2 million, 870 thousand. */
export function large(value: number): string {
    if (value >= 1e9) {
        return `${(value / 1e9).toFixed(1)} billion`;
    }
    if (value >= 1e6) {
        return `${(value / 1e6).toFixed(value >= 1e8 ? 0 : 1)} million`;
    }
    return value >= 1e4 ? `${Math.round(value / 1e3)} thousand` : count(value);
}

const TIME = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });

/** When something happened: the time of today, else the day and the time. */
export function moment(text: string): string {
    const time = new Date(text);
    const today = new Date().toDateString() === time.toDateString();
    return today ? TIME.format(time) : `${DAY.format(time)}, ${TIME.format(time)}`;
}

/** Names as the beginning of a sentence: "Cello, violin and human voice". */
export function named(names: string[]): string {
    return sentence(names.map((name, place) => (place === 0 ? name : name.toLowerCase())));
}

/** "cello, violin and piano". */
function sentence(words: string[]): string {
    if (words.length < 2) {
        return words.join("");
    }
    return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** The end of a long path, which tells files apart. */
export function shortPath(path: string): string {
    const parts = path.split("/");
    return parts.length > 3 ? `…/${parts.slice(-2).join("/")}` : path;
}
