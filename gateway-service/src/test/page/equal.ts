/** Fails unless two values look the same, all the way down. */
export function equal(actual: unknown, expected: unknown): void {
    const [is, should] = [actual, expected].map((value) => Deno.inspect(value, { depth: 20, sorted: true, iterableLimit: 1000 }));
    if (is !== should) {
        throw new Error(`is ${is}, should be ${should}`);
    }
}
