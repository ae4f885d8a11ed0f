/** The signed ends of the chains over the change log and partners' views: stored elsewhere and verified against. */
import { Type } from 'typebox';
import { Id, Nullable, strict, Time } from './common.ts';

export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hexadecimal.' });

export const Checkpoint = strict({
  format: Type.Literal('standpipe audit checkpoint 1'),
  at: Time,
  chains: Type.Array(
    strict({
      agency: Nullable(Id),
      seq: Type.Integer({ description: 'The last number of the chain.' }),
      hash: Hash,
      at: Time,
    }),
  ),
  publicKey: Type.String({ description: 'Ed25519, SubjectPublicKeyInfo, base64.' }),
  signature: Type.String({
    description: 'Base64, over the lines that docs/adr/0007-audit-chain.md spells out.',
  }),
});

/** A sealed entry's place in its agency's chain; null until it is sealed, within a second. */
export const sealFields = {
  seq: Type.Optional(Nullable(Type.Integer({ description: 'Its number in the chain, once it is sealed.' }))),
  hash: Type.Optional(Nullable(Hash)),
};
