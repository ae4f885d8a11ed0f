import type { Column } from '../../ui/columns.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { NoMatch } from './given.tsx';
import { grantColumns } from './grant-columns.tsx';
import { grantFilters } from './grant-filters.ts';
import { type Received as Grant, listOf, type Partner } from './grants.ts';

type Row = Grant & { readonly id: string };

const columns: readonly Column<Row>[] = [
  ...grantColumns<Row>('Agency'),
  {
    id: 'changed',
    header: 'Last change',
    sort: 'changedAt',
    cell: ({ changedAt }) => <DateTime at={changedAt} ago />,
  },
  {
    id: 'contact',
    header: 'Contact',
    phone: 'line',
    cell: ({ partner }) => <Contact partner={partner} />,
  },
];

/** Every grant to us. */
export function Received({ grants }: { grants: readonly Grant[] }) {
  const [values, change] = useFilters();
  return (
    <>
      <FilterBar filters={grantFilters} search="Agency" />
      <RecordTable
        id="grants-received"
        label="Grants"
        columns={columns}
        list={listOf(grants, values)}
        sort={values.sort ?? null}
        onSort={(sort) => change({ sort: sort ?? '' })}
        empty={
          grants.length > 0 ? (
            <NoMatch />
          ) : (
            <Empty icon="share" title="Shares nothing with us yet">
              What partners share with your agency appears here. To get access, contact their administrators.
            </Empty>
          )
        }
      />
    </>
  );
}

function Contact({ partner: { contact } }: { partner: Partner }) {
  const { name, phone, email } = contact;
  if (!name && !phone && !email) return <span className="nothing">Their administrators</span>;
  return (
    <span className="grant-contact">
      {name}
      {phone && <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>}
      {email && <a href={`mailto:${email}`}>{email}</a>}
    </span>
  );
}
