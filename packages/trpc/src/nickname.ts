/** Names for people who give none: two friendly words, never a person's. */
const FIRST = [
  'Amber', 'Brave', 'Bright', 'Calm', 'Clever', 'Cobalt', 'Coral', 'Curious', 'Dapper', 'Eager', 'Fleet', 'Gentle',
  'Golden', 'Happy', 'Indigo', 'Jade', 'Jolly', 'Keen', 'Lively', 'Lucky', 'Mellow', 'Merry', 'Mint', 'Nimble',
  'Olive', 'Plucky', 'Polite', 'Quick', 'Quiet', 'Royal', 'Ruby', 'Rustic', 'Scarlet', 'Silver', 'Snappy', 'Steady',
  'Sunny', 'Swift', 'Teal', 'Witty',
]; // biome-ignore format: a list is read across

const SECOND = [
  'Albatross', 'Auk', 'Beluga', 'Bittern', 'Cormorant', 'Crab', 'Curlew', 'Dolphin', 'Eider', 'Gannet', 'Grebe',
  'Gull', 'Heron', 'Ibis', 'Kelp', 'Kingfisher', 'Limpet', 'Lobster', 'Manatee', 'Mussel', 'Narwhal', 'Nautilus',
  'Orca', 'Osprey', 'Otter', 'Oyster', 'Pelican', 'Penguin', 'Petrel', 'Plover', 'Porpoise', 'Puffin', 'Ray',
  'Sandpiper', 'Seal', 'Skua', 'Starfish', 'Tern', 'Turtle', 'Walrus',
]; // biome-ignore format: a list is read across

/** A name that is not in `taken`, drawn with `random` (0 ≤ x < 1); numbered once the words run out. */
export function nickname(taken: ReadonlySet<string>, random: () => number = Math.random): string {
  const draw = (words: readonly string[]): string => words[Math.floor(random() * words.length)] as string;
  for (let i = 0; i < 20; i++) {
    const name = `${draw(FIRST)} ${draw(SECOND)}`;
    if (!taken.has(name)) return name;
  }
  const name = `${draw(FIRST)} ${draw(SECOND)}`;
  for (let i = 2; ; i++) if (!taken.has(`${name} ${i}`)) return `${name} ${i}`;
}
