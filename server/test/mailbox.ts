import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { atFileEnd } from './file-end.ts';

/** A mail that arrived: its envelope, and the message as a mail program reads it. */
export interface Received {
  readonly to: readonly string[];
  readonly mail: Email;
}

/** A real SMTP server on a free port. It refuses mail for addresses at refused.example. */
export async function openMailbox() {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.endsWith('@refused.example') ? new Error('no such mailbox') : null),
    onData: async (stream, session, done) => {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      const mail = await PostalMime.parse(Buffer.concat(parts));
      received.push({ to: session.envelope.rcptTo.map((each) => each.address), mail });
      done();
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  atFileEnd(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { received, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}
