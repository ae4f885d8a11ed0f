import type { Import } from '../../api/messages.ts';

/** What the mapping lacks before anything can be run. */
export const MappingFaults = ({ faults }: { faults: Import['faults'] }) =>
  faults.length === 0 ? null : (
    <section className="mapping-faults" aria-live="polite">
      <h2>Before it can run</h2>
      <ul>
        {faults.map(({ path, message }) => (
          <li key={`${path} ${message}`}>{sentence(path, message)}</li>
        ))}
      </ul>
    </section>
  );

function sentence(path: string, message: string): string {
  const subject = path.startsWith('mapping.key')
    ? 'The key '
    : path.startsWith('mapping.timeZone')
      ? 'The time zone '
      : '';
  const words = `${subject}${message.replace(/ \(([a-zA-Z.]+)\) is not filled$/, ' is not filled')}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
