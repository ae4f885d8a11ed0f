import { createTransport } from 'nodemailer';
import type { Config } from '../config.ts';
import { Problem } from '../http/problems.ts';

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly content: Buffer;
    readonly contentType: string;
  }[];
}

/** Sends mail through the operator's SMTP server. */
export interface Mailer {
  readonly ready: boolean;
  /** @throws Problem `unavailable` when no SMTP server is configured or it does not take the mail */
  send(mail: Mail): Promise<void>;
  close(): void;
}

export function openMailer(config: Config): Mailer {
  const transport = config.smtpUrl ? createTransport(config.smtpUrl, { from: config.mailFrom }) : null;
  return {
    ready: transport !== null,
    send: async ({ to, attachments, ...mail }) => {
      if (!transport) throw new Problem('unavailable', 'Mail is not set up. The operator sets SMTP_URL.');
      try {
        await transport.sendMail({ ...mail, to: [...to], attachments: [...(attachments ?? [])] });
      } catch {
        throw new Problem('unavailable', 'The mail server did not accept the message. Nothing was sent.', {
          retryAfter: 60,
        });
      }
    },
    close: () => transport?.close(),
  };
}
