import { Link } from '@tanstack/react-router';
import type { Agency } from '../../api/messages.ts';
import { AgencyMark } from '../../ui/agency-mark.tsx';
import { countyName } from '../../ui/counties.ts';
import { OnOff } from '../../ui/on-off.tsx';

const countyOf = ({ countyFips, countyFipsList, state }: Agency) => {
  const more = countyFipsList.length - 1;
  return `${countyName(countyFips)}, ${state}${more > 0 ? ` and ${more} more` : ''}`;
};

/** Agencies as rows; on a narrow screen every row is a card that names its cells. */
export const AgencyTable = ({ agencies }: { agencies: readonly Agency[] }) => (
  <div className="card table-card">
    <table className="agency-table">
      <caption className="visually-hidden">Agencies, their county, features and state</caption>
      <thead>
        <tr>
          <th scope="col">Agency</th>
          <th scope="col">County</th>
          <th scope="col">Client Data Sharing</th>
          <th scope="col">User Data Sharing</th>
          <th scope="col">Account</th>
        </tr>
      </thead>
      <tbody>
        {agencies.map((agency) => (
          <tr key={agency.id}>
            <th scope="row">
              <span className="agency-name">
                <AgencyMark color={agency.color} />
                <Link to={`/operator/agencies/${agency.id}` as string}>{agency.name}</Link>
              </span>
            </th>
            <td data-label="County">{countyOf(agency)}</td>
            <td data-label="Client Data Sharing">
              <OnOff on={agency.features.clientDataSharing} />
            </td>
            <td data-label="User Data Sharing">
              <OnOff on={agency.features.userDataSharing} />
            </td>
            <td data-label="Account">
              <OnOff on={agency.active} words={['Active', 'Deactivated']} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
