import { hash, verify } from '@node-rs/argon2';
import { invalidField, Problem } from '../http/problems.ts';

export const shortestPassword = 8;
export const longestPassword = 200;

/** The commonest passwords of published lists that are long enough to be tried here, in lower case. */
const commonest = new Set(
  `password passw0rd p@ssw0rd p@ssword password1 password12 password123 password1234 password! passw0rd1 passw0rd123
  12345678 123456789 1234567890 12345679 87654321 987654321 0987654321 1234567891 11111111 00000000 88888888 12341234
  123123123 123321123 147258369 1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234
  qwertyuiop123 asdfghjk asdfghjkl asdf1234 zxcvbnm1 zxcvbnm123 abcd1234 abcdefgh abc12345 a1b2c3d4 aa123456 a123456789
  iloveyou iloveyou1 sunshine sunshine1 princess princess1 football football1 baseball baseball1 basketball superman
  superman1 batman123 trustno1 starwars whatever computer internet jennifer michelle michael1 jessica1 charlie1 midnight
  mustang1 corvette mercedes liverpool butterfly chocolate elephant victoria samantha danielle welcome1 welcome123
  changeme changeme1 changeme123 letmein1 letmein123 admin123 admin1234 administrator default1 temp1234 testtest test1234
  testing123 secret123 master123 dragon123 monkey123 shadow123 pokemon1 jordan23 firefighter firefighter1 firehouse
  fireman1 firedept firedepartment rescue911 summer2024 summer2025 winter2024 winter2025 spring2025 autumn2025`.split(
    /\s+/,
  ),
);

const isRun = (password: string) => {
  const codes = [...password].map((each) => each.codePointAt(0)!);
  const steps = new Set(codes.slice(1).map((code, at) => code - codes[at]!));
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0]!);
};

/**
 * The one place that says which passwords are taken: 8 to 200 characters of any kind, not one of the commonest, and
 * not little more than the person's own address.
 * @throws Problem `invalid` that names the field and what to do
 */
export function checkPassword(password: string, email: string, field = 'password'): void {
  const length = [...password].length;
  if (length < shortestPassword || length > longestPassword)
    throw invalidField(
      field,
      `must be ${shortestPassword} to ${longestPassword} characters`,
      'password_length',
    );
  const plain = password.normalize('NFKC').toLowerCase();
  if (commonest.has(plain) || isRun(plain))
    throw invalidField(field, 'is too common. Choose another.', 'password_common');
  const local = email.toLowerCase().split('@')[0]!;
  const rest = [email.toLowerCase(), local, 'standpipe']
    .filter((word) => word.length >= 3)
    .reduce((left, word) => left.replaceAll(word, ''), plain);
  if (rest !== plain && rest.length < 4)
    throw invalidField(field, 'is too similar to the e-mail address. Choose another.', 'password_guessable');
}

/** Argon2id as OWASP's password storage sheet has it: 19 MiB, two passes, one lane. Each hash carries what it was made with. */
export const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const atOnce = 4;
const mostWaiting = 200;
let running = 0;
const waiting: (() => void)[] = [];

/** Hashing costs memory and time, so few run at once and a flood is turned away instead of piling up. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting)
      throw new Problem('unavailable', 'Too many are signing in at this moment; try again shortly.', {
        retryAfter: 2,
      });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost));

export const verifyPassword = (stored: string, password: string): Promise<boolean> =>
  inTurn(() => verify(stored, password));
