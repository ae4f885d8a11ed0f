import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Database } from '../../db/open.ts';
import { asSystem } from '../../db/system.ts';

export const checkpointFormat = 'standpipe audit checkpoint 1';

/** Where one chain ended: its last number and hash, and when that was sealed. Agency null: the server's own chain. */
export interface Head {
  readonly agency: string | null;
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
}

/** Where chains ended at an instant, signed. What it proves and what not: docs/adr/0007-audit-chain.md. */
export interface Checkpoint {
  readonly format: typeof checkpointFormat;
  readonly at: string;
  readonly chains: readonly Head[];
  /** Ed25519, SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
  /** Over the lines of `signedText`, base64. */
  readonly signature: string;
}

/** What is signed: the format, the instant, and a line for each chain, whatever the JSON around it looks like. */
const signedText = ({ at, chains }: Pick<Checkpoint, 'at' | 'chains'>): Buffer =>
  Buffer.from(
    [
      checkpointFormat,
      at,
      ...chains.map((head) => `${head.agency ?? 'server'} ${head.seq} ${head.hash} ${head.at}`),
      '',
    ].join('\n'),
  );

/** The server's signing key: made once for a database, the same on every node. */
export const loadSigningKey = (database: Database): Promise<KeyObject> =>
  asSystem(database, async (db) => {
    const name = 'audit.key';
    const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
    await db
      .insertInto('setting')
      .values({ name, value: made.toString('base64') })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { value } = await db
      .selectFrom('setting')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return createPrivateKey({ key: Buffer.from(value, 'base64'), format: 'der', type: 'pkcs8' });
  });

/** Signs where chains end now. */
export function signCheckpoint(key: KeyObject, at: string, chains: readonly Head[]): Checkpoint {
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
  const signature = sign(null, signedText({ at, chains }), key).toString('base64');
  return { format: checkpointFormat, at, chains, publicKey, signature };
}

/** A checkpoint that is none, or is not as it was signed. The message says which. */
export class UnreadableCheckpoint extends Error {}

/**
 * Reads a checkpoint from a file's text.
 * @throws UnreadableCheckpoint when it is not one, or its signature does not hold
 */
export function readCheckpoint(text: string): Checkpoint {
  let read: Checkpoint;
  try {
    read = JSON.parse(text) as Checkpoint;
  } catch {
    throw new UnreadableCheckpoint('The checkpoint is not JSON.');
  }
  const isHead = (head: Head) =>
    typeof head?.seq === 'number' && [head.hash, head.at, head.agency ?? ''].every(isText);
  if (
    read?.format !== checkpointFormat ||
    ![read.at, read.publicKey, read.signature].every(isText) ||
    !Array.isArray(read.chains) ||
    !read.chains.every(isHead)
  )
    throw new UnreadableCheckpoint(`The file is no checkpoint of the form "${checkpointFormat}".`);
  if (!isSigned(read))
    throw new UnreadableCheckpoint('The checkpoint is not as it was signed: its signature does not hold.');
  return read;
}

const isText = (value: unknown) => typeof value === 'string';

function isSigned(read: Checkpoint): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(read.publicKey, 'base64'), format: 'der', type: 'spki' });
    const signature = Buffer.from(read.signature, 'base64');
    return key.asymmetricKeyType === 'ed25519' && verify(null, signedText(read), key, signature);
  } catch {
    return false;
  }
}
