import type { Permission, Sheet } from '@standpipe/policy';
import type { TSchema } from 'typebox';
import type { RecordKind } from '../kinds/kinds.ts';
import type { Call } from './call.ts';
import type { ProblemCode } from './problems.ts';
import type { Upload } from './upload.ts';

/** Why an operation refuses, by code, in words that follow "when". */
export type Refusals = { readonly [Code in ProblemCode]?: string };

/** Who may come through a route's guard at all; what they may do to a record is the rules' business. */
export type Guard =
  | { readonly open: 'public' | 'operator' }
  /** `member`: a person who acts for an agency; `session`: a person who signed in, which an API key has not. */
  | { readonly open: 'signedIn'; readonly as?: 'member' | 'session' }
  | {
      readonly open: 'permission';
      readonly needs: readonly Permission[];
      /** Any one of `needs` is enough. */
      readonly any?: boolean;
      readonly feature?: Sheet;
      /** The rule behind the guard, for the document. */
      readonly rule?: string;
    };

/** How a route takes a file. */
export interface Uploads {
  /** Content types of a body that is the file; a form with the part `file` is always one. */
  readonly types: readonly string[];
  /** Refuses before a byte is read, in a short transaction of its own. */
  readonly before?: (call: Call) => Promise<void>;
  /** Makes something of the file before the route's own transaction; the route finds it as `request.prepared`. */
  readonly prepare?: (asking: Pick<Call, 'house' | 'asker'>, upload: Upload) => Promise<unknown>;
}

/** What a route declares of itself. */
export interface Spec<Q extends TSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under `base`, with `:id` parameters. */
  readonly path: string;
  /** `/api/v1` unless said. What stands elsewhere follows another contract and is no part of our document. */
  readonly base?: string;
  readonly summary: string;
  readonly tag: string;
  readonly guard: Guard;
  /** Kinds of record whose scopes the work needs. */
  readonly kinds?: readonly RecordKind[];
  readonly query?: Q;
  readonly body?: TSchema;
  readonly answers: TSchema | null;
  readonly status?: 200 | 201 | 202 | 204;
  /** What the work may answer instead, by the status that it sets on the reply. */
  readonly orAnswers?: Readonly<Record<number, TSchema>>;
  /** Touches persons, sessions or credentials, which are no agency's rows; its statements name the agency themselves. */
  readonly acts?: 'system';
  /** Only reads, though what it is asked comes in a body: one snapshot, as for a GET, and no locks. */
  readonly reads?: true;
  /** Its body is a file of up to 25 MiB, which goes to disk before the transaction begins. */
  readonly upload?: Uploads;
  /** Changes what decisions of others rest on, and so has the agency's lock to itself from the outset. */
  readonly lock?: 'change';
  /** A PATCH, PUT or DELETE of what has no version, and so takes no If-Match. */
  readonly unversioned?: true;
  /** A POST that changes a record, and so takes If-Match. */
  readonly versioned?: true;
  /** Makes a record at most once per Idempotency-Key. */
  readonly creates?: true;
  /** Query parameters are not looked at, so that none is refused. */
  readonly anyQuery?: true;
  /** What it refuses beyond what its guard, parameters, body and version say, and when: for the document. */
  readonly refuses?: Refusals;
}
