/** The hue of each instrument, the same everywhere: spread over the circle by the golden angle. */
export function hue(place: number): number {
    return (40 + place * 137.5) % 360;
}
