/** Which files the user means. */

const AUDIO = /\.(wav|wave|mp3|ogg|oga|opus|flac|m4a|mp4|aac|aif|aiff|aifc|webm|wma|weba|au|caf|mka)$/i;

/** Files, and how many of a folder's were left out because they are no audio. */
export interface Selection {
    files: File[];
    leftOut: number;
}

function isAudio(file: File): boolean {
    return AUDIO.test(file.name) || file.type.startsWith("audio/");
}

/** The audio among the files of a folder. */
export function fromFolder(files: File[]): Selection {
    const audio = files
        .filter(isAudio)
        .sort((a, b) => pathOf(a).localeCompare(pathOf(b), undefined, { numeric: true }));
    return { files: audio, leftOut: files.length - audio.length };
}

function pathOf(file: File): string {
    return file.webkitRelativePath || file.name;
}

/** What was dropped: files as they are, folders with all below them. */
export async function fromDrop(data: DataTransfer): Promise<Selection> {
    const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    if (entries.length === 0) {
        return { files: [...data.files], leftOut: 0 };
    }
    const files: File[] = [];
    let leftOut = 0;
    for (const entry of entries) {
        if (entry.isFile) {
            files.push(await fileOf(entry as FileSystemFileEntry));
        } else {
            const folder = fromFolder(await filesBelow(entry as FileSystemDirectoryEntry));
            files.push(...folder.files);
            leftOut += folder.leftOut;
        }
    }
    return { files, leftOut };
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
    return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function filesBelow(folder: FileSystemDirectoryEntry): Promise<File[]> {
    const reader = folder.createReader();
    const files: File[] = [];
    // A reader gives some hundred entries at a time, and none at the end.
    for (;;) {
        const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
            reader.readEntries(resolve, reject),
        );
        if (entries.length === 0) {
            return files;
        }
        for (const entry of entries) {
            if (entry.isFile) {
                files.push(await fileOf(entry as FileSystemFileEntry));
            } else {
                files.push(...(await filesBelow(entry as FileSystemDirectoryEntry)));
            }
        }
    }
}
