/** Encrypts sensitive fields: AES-256-GCM with a key for each record, which a server key wraps. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { Problem } from '../http/problems.ts';

/** An encrypted text with its record's key, wrapped by the server key of this id. */
export interface Sealed {
  readonly sealed: Buffer;
  readonly sealed_key: Buffer;
  readonly key_id: string;
}

export interface Vault {
  /** Encrypts a text with a new key of its own. */
  seal(text: string): Sealed;
  /** @throws Problem `unavailable` where this server does not have the key */
  open(sealed: Sealed): string;
}

const method = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];

function encrypt(key: Buffer, text: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(method, key, iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, bytes: Buffer): Buffer {
  const cipher = createDecipheriv(method, key, bytes.subarray(0, ivBytes));
  cipher.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([cipher.update(bytes.subarray(ivBytes, -tagBytes)), cipher.final()]);
}

const idOf = (key: Buffer) => createHash('sha256').update(key).digest('hex').slice(0, 16);

/** The key in the data folder; made by the first process that asks for it. */
function keyInFolder(folder: string): Buffer {
  const path = join(folder, 'sensitive.key');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  return Buffer.from(readFileSync(path, 'utf8'), 'base64');
}

/** The server's keys: those of the environment, of which the first encrypts, else the one in the data folder. */
export function openVault({ sensitiveKeys, dataDirectory }: Config): Vault {
  let loaded: ReadonlyMap<string, Buffer> | undefined;
  const keys = () => {
    loaded ??= new Map((sensitiveKeys ?? [keyInFolder(dataDirectory)]).map((key) => [idOf(key), key]));
    return loaded;
  };
  return {
    seal: (text) => {
      const [[id, serverKey]] = [...keys()] as [[string, Buffer]];
      const key = randomBytes(32);
      return { sealed: encrypt(key, Buffer.from(text)), sealed_key: encrypt(serverKey, key), key_id: id };
    },
    open: ({ sealed, sealed_key, key_id }) => {
      const serverKey = keys().get(key_id);
      if (!serverKey)
        throw new Problem(
          'unavailable',
          'This server does not have the key for these sensitive fields. The operator has to set STANDPIPE_SENSITIVE_KEYS.',
        );
      return decrypt(decrypt(serverKey, sealed_key), sealed).toString();
    },
  };
}
