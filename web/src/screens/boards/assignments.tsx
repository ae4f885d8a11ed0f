import { Button, NumberInput, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { BoardItem, Division } from '../../api/messages.ts';
import { toast, toastProblem } from '../../ui/toast.tsx';
import { AddForm } from './add-form.tsx';
import { clockText, postWords } from './board-words.ts';
import { ChoiceDialog } from './choice-dialog.tsx';
import type { Parts } from './parts.ts';
import { useBoardAgencies } from './use-board.ts';

/** Where a unit can be. */
interface Spot {
  readonly key: string;
  readonly title: string;
  readonly division: Division | null;
  readonly post: BoardItem['post'];
}

const spotsOf = (divisions: readonly Division[]): readonly Spot[] => [
  { key: 'none', title: 'No assignment', division: null, post: null },
  ...divisions.map((division) => ({ key: division.id, title: division.name, division, post: null })),
  ...(['staging', 'rit', 'rehab'] as const).map((post) => ({
    key: post,
    title: postWords[post],
    division: null,
    post,
  })),
];

const keyOf = ({ divisionId, post }: BoardItem): string => divisionId ?? post ?? 'none';

/** Units by assignment: tap a unit, then tap where it goes. */
export function Assignments(parts: Parts) {
  const { divisions, items, rights, write } = parts;
  const [picked, setPicked] = useState<string | null>(null);
  const units = items.filter(({ kind }) => kind === 'unit');
  const unit = units.find(({ id }) => id === picked) ?? null;
  useEffect(() => {
    const leave = ({ key }: KeyboardEvent) => key === 'Escape' && setPicked(null);
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, []);
  const put = (item: BoardItem, to: Pick<BoardItem, 'divisionId' | 'post'>) =>
    write<BoardItem>('PATCH', `/items/${item.id}`, to, item.version);
  const move = async (item: BoardItem, spot: Spot) => {
    setPicked(null);
    try {
      const moved = await put(item, { divisionId: spot.division?.id ?? null, post: spot.post });
      const back = { divisionId: item.divisionId, post: item.post };
      toast(`${item.label} moved to ${spot.title}`, { undo: async () => void (await put(moved, back)) });
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <section aria-labelledby="assignments">
      <div className="board-head">
        <h2 id="assignments">Units</h2>
        {rights.command && <AddUnit {...parts} />}
        {rights.command && <AddDivision {...parts} />}
      </div>
      <p className="board-hint" role="status">
        {unit ? `${unit.label} is selected. Choose where it goes.` : 'Select a unit to move it.'}
      </p>
      <div className="board-spots">
        {spotsOf(divisions).map((spot) => (
          <Assignment
            key={spot.key}
            {...parts}
            spot={spot}
            units={units.filter((each) => keyOf(each) === spot.key)}
            picked={unit}
            pick={(id) => setPicked(id === picked ? null : id)}
            move={move}
          />
        ))}
      </div>
    </section>
  );
}

function Assignment({
  spot,
  units,
  picked,
  pick,
  move,
  ...parts
}: Parts & {
  spot: Spot;
  units: readonly BoardItem[];
  picked: BoardItem | null;
  pick: (id: string) => void;
  move: (item: BoardItem, spot: Spot) => Promise<void>;
}) {
  const { rights, now, write } = parts;
  const { division } = spot;
  const people = units.reduce((sum, { crew }) => sum + (crew ?? 0), 0);
  const mayMove = rights.in(division?.id ?? null);
  const here = picked !== null && keyOf(picked) === spot.key;
  const remove = async ({ id, label, version }: BoardItem) => {
    pick(id);
    try {
      await write('DELETE', `/items/${id}`, undefined, version);
      toast(`${label} taken off the board`);
    } catch (error) {
      toastProblem(error);
    }
  };
  return (
    <section className="board-card board-spot" aria-label={spot.title}>
      <div className="board-spot-head">
        <h3>{spot.title}</h3>
        <span className="board-count">
          {units.length} {units.length === 1 ? 'unit' : 'units'}, {people} people
        </span>
      </div>
      {division && <DivisionLine {...parts} division={division} />}
      <div className="board-units">
        {units.map((each) => (
          <button
            key={each.id}
            type="button"
            className="board-unit"
            aria-pressed={picked?.id === each.id}
            disabled={!mayMove}
            onClick={() => pick(each.id)}
          >
            <strong>{each.label}</strong> {each.crew !== null && <span>{each.crew} people</span>}{' '}
            <span className="board-clock">{clockText(now - Date.parse(each.since))}</span>
          </button>
        ))}
      </div>
      {picked && !here && mayMove && (
        <Button className="board-tap" fullWidth onClick={() => void move(picked, spot)}>
          Move {picked.label} to {spot.title}
        </Button>
      )}
      {picked && here && (
        <Button className="board-tap" variant="default" fullWidth onClick={() => void remove(picked)}>
          Take {picked.label} off the board
        </Button>
      )}
    </section>
  );
}

/** Whose a division is, and handing it over. */
function DivisionLine({ board, rights, write, division }: Parts & { division: Division }) {
  const [asked, setAsked] = useState(false);
  const agencies = useBoardAgencies(board.id, asked);
  const hand = (agencyId: string | null) => write('POST', `/divisions/${division.id}/hand`, { agencyId });
  return (
    <div className="board-division">
      {division.agency && <span>{division.agency.name}</span>}
      {rights.command && (
        <Button
          className="board-tap"
          variant="default"
          onClick={() => (division.agency ? void hand(null).catch(toastProblem) : setAsked(true))}
        >
          {division.agency ? `Take back ${division.name}` : `Hand over ${division.name}…`}
        </Button>
      )}
      {asked && (
        <ChoiceDialog
          title={`Hand over ${division.name}`}
          label="To"
          choices={agencies
            .filter(({ id }) => id !== board.holder.agency.id)
            .map(({ id, name }) => ({ value: id, label: name }))}
          none="No other agency can write on this board. The board's agency sets Command to Command Transfer for a partner."
          confirm="Hand over"
          onConfirm={hand}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  );
}

function AddUnit({ write }: Parts) {
  const [label, setLabel] = useState('');
  const [crew, setCrew] = useState<string | number>('');
  return (
    <AddForm
      open="Add unit"
      title="Add a unit"
      ready={label.trim() !== ''}
      send={async () => {
        await write('POST', '/items', {
          kind: 'unit',
          label: label.trim(),
          crew: crew === '' ? null : Number(crew),
        });
        setLabel('');
        setCrew('');
      }}
    >
      <TextInput
        label="Call sign"
        value={label}
        maxLength={60}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <NumberInput label="Crew" value={crew} min={0} max={99} hideControls onChange={setCrew} />
    </AddForm>
  );
}

function AddDivision({ write }: Parts) {
  const [name, setName] = useState('');
  return (
    <AddForm
      open="Add division"
      title="Add a division or group"
      ready={name.trim() !== ''}
      send={async () => {
        await write('POST', '/divisions', { name: name.trim() });
        setName('');
      }}
    >
      <TextInput
        label="Name"
        placeholder="Division C, Roof, Ventilation group"
        value={name}
        maxLength={100}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </AddForm>
  );
}
