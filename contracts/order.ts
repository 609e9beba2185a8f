/** By code units, as ISO days and instants sort by time; a locale would order otherwise. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
