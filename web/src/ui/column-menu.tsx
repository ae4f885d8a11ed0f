import { Button, Menu } from '@mantine/core';
import type { Column, ColumnChoice } from './columns.ts';
import { Icon } from './icon.tsx';

/** Which columns are shown. */
export const ColumnMenu = <Row,>({
  columns,
  choice,
  choose,
}: {
  columns: readonly Column<Row>[];
  choice: ColumnChoice;
  choose: (choice: ColumnChoice) => void;
}) => (
  <div className="column-menu">
    <Menu position="top-end" closeOnItemClick={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          size="compact-md"
          variant="subtle"
          color="gray"
          leftSection={<Icon name="columns" size={16} />}
        >
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns
          .filter(({ fixed }) => !fixed)
          .map(({ id, header }) => (
            <Menu.CheckboxItem
              key={id}
              checked={choice[id] !== false}
              onChange={(checked) => choose({ ...choice, [id]: checked })}
            >
              {header}
            </Menu.CheckboxItem>
          ))}
      </Menu.Dropdown>
    </Menu>
  </div>
);
