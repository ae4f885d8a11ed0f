import type { Call } from './call.ts';

/** The headers of a stored file: no browser runs it, guesses its type, or caches it. */
export function serveFile({ reply }: Pick<Call, 'reply'>, type: string, disposition: string): void {
  reply
    .type(type)
    .header('cache-control', 'private, no-store')
    .header('content-disposition', disposition)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff');
}
