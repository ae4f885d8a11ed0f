import { isIPv6 } from 'node:net';

/** An IPv6 network is one sender: its holder has 2^64 addresses. */
export const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0]!;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const start = head ? head.split(':') : [];
  const end = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : 8 - start.length - end.length;
  return [...start, ...Array<string>(gap).fill('0'), ...end]
    .slice(0, 4)
    .map((each) => Number.parseInt(each, 16))
    .join(':');
};
