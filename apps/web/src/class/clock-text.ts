/** Simulated time since the class began, as `0:12:03`. */
export function clockText(ns: number): string {
  const seconds = Math.max(0, Math.floor(ns / 1e9));
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
