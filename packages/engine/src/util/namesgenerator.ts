/** First halves of random container names. */
export const ADJECTIVES: readonly string[] = (
  'admiring adoring affectionate agitated amazing angry awesome beautiful blissful bold boring brave busy ' +
  'charming clever compassionate competent condescending confident cool cranky crazy dazzling determined ' +
  'distracted dreamy eager ecstatic elastic elated elegant eloquent epic exciting fervent festive flamboyant ' +
  'focused friendly frosty funny gallant gifted goofy gracious great happy hardcore heuristic hopeful hungry ' +
  'infallible inspiring intelligent interesting jolly jovial keen kind laughing loving lucid magical modest ' +
  'musing mystifying naughty nervous nice nifty nostalgic objective optimistic peaceful pedantic pensive ' +
  'practical priceless quirky quizzical recursing relaxed reverent romantic sad serene sharp silly sleepy stoic ' +
  'strange stupefied suspicious sweet tender thirsty trusting unruffled upbeat vibrant vigilant vigorous wizardly ' +
  'wonderful xenodochial youthful zealous zen'
).split(' ');

/** Second halves: surnames of notable scientists and hackers. */
export const SURNAMES: readonly string[] = (
  'albattani allen almeida antonelli agnesi archimedes ardinghelli aryabhata austin babbage banach banzai bardeen ' +
  'bartik bassi beaver bell benz bhabha bhaskara black blackburn blackwell bohr booth borg bose bouman boyd ' +
  'brahmagupta brattain brown buck burnell cannon carson cartwright carver cerf chandrasekhar chaplygin chatelet ' +
  'chatterjee chebyshev cohen chaum clarke colden cori cray curran curie darwin davinci dewdney dhawan diffie ' +
  'dijkstra dirac driscoll dubinsky easley edison einstein elbakyan elgamal elion ellis engelbart euclid euler ' +
  'faraday feistel fermat fermi feynman franklin gagarin galileo galois ganguly gates gauss germain goldberg ' +
  'goldstine goldwasser golick goodall gould greider grothendieck haibt hamilton haslett hawking hellman ' +
  'heisenberg hermann herschel hertz heyrovsky hodgkin hofstadter hoover hopper hugle hypatia ishizaka jackson ' +
  'jang jemison jennings jepsen johnson joliot jones kalam kapitsa kare keldysh keller kepler khayyam khorana ' +
  'kilby kirch knuth kowalevski lalande lamarr lamport leakey leavitt lederberg lehmann lewin lichterman liskov ' +
  'lovelace lumiere mahavira margulis matsumoto maxwell mayer mccarthy mcclintock mclaren mclean mcnulty mendel ' +
  'mendeleev meitner meninsky merkle mestorf mirzakhani moore morse murdock moser napier nash neumann newton ' +
  'nightingale nobel noether northcutt noyce panini pare pascal pasteur payne perlman pike poincare poitras ' +
  'proskuriakova ptolemy raman ramanujan ride montalcini ritchie rhodes robinson roentgen rosalind rubin saha ' +
  'sammet sanderson satoshi shamir shannon shaw shirley shockley shtern sinoussi snyder solomon spence ' +
  'stonebraker sutherland swanson swartz swirles taussig tesla tharp thompson torvalds tu turing varahamihira ' +
  'vaughan visvesvaraya volhard villani wescoff wilbur wiles williams williamson wilson wing wozniak wright wu ' +
  'yalow yonath zhukovsky'
).split(' ');

/** The one name that is never given: Steve Wozniak is not boring. */
const FORBIDDEN = 'boring_wozniak';

/**
 * `namesgenerator.GetRandomName` of moby: `adjective_surname` chosen by two random numbers (non-negative integers). When a
 * first try was taken, `retry` counts from 1 and a digit chosen by `drawDigit` is added.
 */
export function generateName(drawAdjective: number, drawSurname: number, retry = 0, drawDigit = 0): string {
  const surname = SURNAMES[drawSurname % SURNAMES.length] as string;
  const pick = (n: number): string => `${ADJECTIVES[n % ADJECTIVES.length]}_${surname}`;
  const first = pick(drawAdjective);
  const name = first === FORBIDDEN ? pick(drawAdjective + 1) : first;
  return retry > 0 ? name + (drawDigit % 10) : name;
}
