import { drawnPdf } from '../documents.ts';
import { picture } from '../upload.ts';
import type { Operation } from './document.ts';
import type { Prepared } from './recipes.ts';
import { drawQuery, drawValue, type Material, strangeId } from './valid.ts';

/** A request as it is about to be sent. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** The path's parameters. */
  readonly params: Readonly<Record<string, string>>;
  /** Why it has to be refused; null for one that the document allows. */
  readonly wrong: string | null;
}

/** A photo small enough to send often. */
export const image = await picture();
const files: Readonly<Record<string, readonly (string | Uint8Array)[]>> = {
  'image/jpeg': [image],
  'image/png': [await picture({}, 'png')],
  'image/webp': [await picture({}, 'webp')],
  'application/octet-stream': [image, 'no picture'],
  'application/pdf': [await drawnPdf(), '%PDF-1.7 cut short'],
  'text/csv': [
    'address,city,state\n1 Main Street,Waukegan,IL\n',
    'STATE,FDID,NAME\nIL,X1,Fuzz FD\n',
    'a\n"\n',
  ],
  'application/geo+json': ['{"type":"FeatureCollection","features":[]}', '{"type":"Feature"}'],
  'application/gzip': [new Uint8Array([31, 139, 8, 0, 0])],
};

/** The collection that the last parameter of a path names one of. */
export const collectionOf = (path: string): string | null => /^(.*)\/\{\w+\}/.exec(path)?.[1] ?? null;

/** Ids of what is there for the parameters of a path. */
function drawParams({ draw, pool, by }: Material, path: string): Record<string, string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const last = names.at(-1);
  if (last === undefined) return {};
  const known = pool.pick(draw, last === 'partnerId' ? 'agencies' : collectionOf(path)!, by);
  const strange = strangeId(draw);
  const parents = Object.fromEntries(names.map((name) => [name, known?.parents[name] ?? strange]));
  return { ...parents, [last]: known?.id ?? strange };
}

const asSent = (body: object | string) => (typeof body === 'string' ? body : JSON.stringify(body));

/** A request of this operation in which everything is as the document asks; what is prepared stands as it is. */
export function drawRequest(material: Material, operation: Operation, prepared: Prepared = {}): Request {
  const { draw, pool } = material;
  const params = { ...drawParams(material, operation.path), ...prepared.params };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name]!);
  const bodied = Object.keys(operation.body).filter((each) => each !== 'multipart/form-data');
  const type = bodied.length > 0 ? (prepared.type ?? draw.pick(bodied)) : undefined;
  const drawn =
    type === 'application/json'
      ? JSON.stringify(drawValue(material, operation.json!, ''))
      : type && draw.pick(files[type]!);
  const body = type && prepared.body !== undefined ? asSent(prepared.body) : drawn;
  const key =
    operation.headers.has('idempotency-key') && !prepared.by && draw.chance(0.1)
      ? `fuzz ${draw.below(3)}`
      : undefined;
  return {
    method: operation.method,
    path,
    query: prepared.query ?? drawQuery(material, operation),
    headers: {
      ...(type && { 'content-type': type }),
      ...(key && { 'idempotency-key': key }),
      ...(operation.headers.has('if-match') && {
        'if-match': `"${prepared.version ?? pool.versionOf(path) ?? (path.includes('sharing') ? 0 : 1)}"`,
      }),
    },
    body,
    params,
    wrong: null,
  };
}
