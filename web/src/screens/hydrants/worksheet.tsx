import { type FlowTest, rateFlowTest } from '@standpipe/water';
import { FlowClass, gpmText } from './flow-class.tsx';

const shown = (value: number, unit: string) =>
  `${value.toLocaleString(undefined, { maximumFractionDigits: 2 })} ${unit}`;

/** Every step from the readings to the class, and what makes the result doubtful. */
export function Worksheet({ test }: { test: FlowTest }) {
  const rated = rateFlowTest(test);
  if (!rated.ok) return null;
  const { steps, warnings, flowClass, ratedFlowGpm } = rated.result;
  return (
    <>
      <table className="worksheet">
        <caption>Worksheet</caption>
        <tbody>
          {steps.map(({ label, formula, value, unit }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="worksheet-formula">{formula}</td>
              <td>{shown(value, unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {warnings.length > 0 && (
        <ul className="worksheet-notes">
          {warnings.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <p className="worksheet-result">
        <FlowClass name={flowClass} />
        <b>{gpmText(ratedFlowGpm)}</b>
      </p>
    </>
  );
}
