import type { Import } from '../../api/messages.ts';
import { Icon } from '../../ui/icon.tsx';

/** The first rows of the file as they are, and which of them the saved mapping would leave out. */
export const SampleRows = ({ record: { columns, sample, faults } }: { record: Import }) =>
  sample.length === 0 ? null : (
    <section className="sample" aria-labelledby="sample">
      <h2 id="sample">First rows of the file</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by the keyboard */}
      <section className="table-box sample-box" tabIndex={0} aria-label="First rows of the file, all columns">
        <table className="sample-table">
          <thead>
            <tr>
              <th scope="col">Line</th>
              {faults.length === 0 && <th scope="col">As it is read</th>}
              {columns.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.map(({ line, cells, fault }) => (
              <tr key={line}>
                <th scope="row">{line}</th>
                {faults.length === 0 && (
                  <td>
                    {fault ? (
                      <span className="sample-bad">
                        <Icon name="crossCircle" size={16} /> {fault}
                      </span>
                    ) : (
                      <span className="sample-good">
                        <Icon name="check" size={16} /> Good
                      </span>
                    )}
                  </td>
                )}
                {columns.map(({ name }, at) => (
                  <td key={name}>{cells[at]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
