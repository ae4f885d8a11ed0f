import { invalidField } from '../http/problems.ts';

/** What mail programs make a link of: an address with its scheme, www, or a host under a common top-level domain. */
const link =
  /:\/\/|\bwww\.|[\p{L}\p{N}-]\.(com|net|org|io|gov|edu|mil|info|biz|co|us|uk|ca|de|eu|dev|app|me|xyz|top|site|online|club|shop|link|click|ru|cn)\b/iu;

/**
 * A name as it is stored. Names stand in mails that others get: one line, and nothing to follow.
 * @throws Problem `invalid` for a line break or another control character, and for a web address
 */
export function cleanName(name: string, field = 'name'): string {
  const trimmed = name.trim();
  if (/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(trimmed))
    throw invalidField(field, 'must be one line of plain characters', 'control_character');
  if (link.test(trimmed)) throw invalidField(field, 'must not have a web address in it', 'web_address');
  return trimmed;
}
