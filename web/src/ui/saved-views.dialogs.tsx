import { Button, Group, TextInput } from '@mantine/core';
import type { SavedView } from '@standpipe/contract';
import { useApiForm } from './api-form.ts';
import { Dialog } from './dialog.tsx';
import { filled } from './filled.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { SidePanel } from './side-panel.tsx';
import { toastProblem } from './toast.tsx';

const named = filled('Enter a name.');

/** Asks for the name of a new view. */
export const NameView = ({
  opened,
  close,
  ...props
}: {
  opened: boolean;
  taken: readonly SavedView[];
  save: (name: string) => Promise<void>;
  close: () => void;
}) => (
  <Dialog opened={opened} close={close} title="Save this view">
    <NameForm {...props} close={close} />
  </Dialog>
);

function NameForm({
  taken,
  save,
  close,
}: {
  taken: readonly SavedView[];
  save: (name: string) => Promise<void>;
  close: () => void;
}) {
  const { form, problem, busy, props } = useApiForm({
    initialValues: { name: '' },
    labels: { name: 'Name' },
    validate: { name: named },
    send: ({ name }) => save(name.trim()),
  });
  const same = taken.some(({ name }) => name.toLowerCase() === form.values.name.trim().toLowerCase());
  return (
    <form {...props}>
      <TextInput
        size="sm"
        mt="sm"
        label="Name"
        maxLength={80}
        data-autofocus
        description={same ? 'You already have a view with this name. Saving replaces it.' : null}
        {...form.getInputProps('name')}
      />
      <ProblemAlert problem={problem} />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button size="sm" variant="default" onClick={close}>
          Cancel
        </Button>
        <Button size="sm" type="submit" loading={busy}>
          Save
        </Button>
      </Group>
    </form>
  );
}

/** All views of a list, to be renamed or deleted. */
export const ManageViews = ({
  opened,
  views,
  rename,
  remove,
  close,
}: {
  opened: boolean;
  views: readonly SavedView[];
  rename: (view: SavedView, name: string) => Promise<unknown>;
  remove: (view: SavedView) => Promise<void>;
  close: () => void;
}) => (
  <SidePanel opened={opened} title="Saved views" onClose={close}>
    {views.length === 0 && <p className="nothing">No saved views.</p>}
    <ul className="view-list">
      {views.map((view) => (
        <li key={view.id}>
          <ViewRow view={view} rename={(name) => rename(view, name)} remove={() => remove(view)} />
        </li>
      ))}
    </ul>
  </SidePanel>
);

function ViewRow({
  view,
  rename,
  remove,
}: {
  view: SavedView;
  rename: (name: string) => Promise<unknown>;
  remove: () => Promise<void>;
}) {
  const { form, problem, busy, props } = useApiForm({
    initialValues: { name: view.name },
    labels: { name: 'Name' },
    validate: { name: named },
    send: ({ name }) => rename(name.trim()),
  });
  return (
    <form {...props} className="view-row">
      <TextInput
        size="sm"
        aria-label={`Name of the view ${view.name}`}
        maxLength={80}
        {...form.getInputProps('name')}
      />
      {form.values.name.trim() !== view.name && (
        <Button size="sm" type="submit" loading={busy}>
          Rename
        </Button>
      )}
      <Button
        size="sm"
        variant="default"
        aria-label={`Delete the view ${view.name}`}
        onClick={() => void remove().catch(toastProblem)}
      >
        Delete
      </Button>
      <ProblemAlert problem={problem} />
    </form>
  );
}
