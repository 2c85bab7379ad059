/** A value that can be watched. */
export class Store<T> {
    private readonly listeners = new Set<(value: T) => void>();

    constructor(private value: T) {}

    get(): T {
        return this.value;
    }

    set(value: T): void {
        this.value = value;
        for (const listener of this.listeners) {
            listener(value);
        }
    }

    /** Calls the listener now and after each change; gives back what ends that. */
    watch(listener: (value: T) => void): () => void {
        listener(this.value);
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }
}
