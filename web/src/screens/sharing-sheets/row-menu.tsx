import { Menu } from '@mantine/core';
import { memo } from 'react';
import { ViewAsItem } from '../../exposure/view-as.tsx';
import { WhyItem } from '../../exposure/why-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useDrafts, useSummary } from './drafts.ts';
import type { SheetRow } from './rows.ts';
import { useSheetSetting } from './sheet-context.ts';
import { countText } from './wording.ts';

/** What else one can do about a partner. */
export const RowMenu = memo(({ row, tab }: { row: SheetRow; tab: number }) => {
  const { openDetail, explain, copyTo, readOnly } = useSheetSetting();
  const { selected } = useSummary(useDrafts());
  const { id, name } = row.partner;
  const others = selected.filter((each) => each !== id);
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false} portalProps={{ target: '#content' }}>
      <Menu.Target>
        <button
          type="button"
          className="sheet-icon"
          aria-label={`More about ${name}`}
          tabIndex={tab}
          data-col={30}
        >
          <Icon name="dots" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="edit" size={16} />} onClick={() => openDetail(id)}>
          Dates and details
        </Menu.Item>
        {others.length > 0 && !readOnly && (
          <Menu.Item leftSection={<Icon name="copy" size={16} />} onClick={() => copyTo(row, others)}>
            Copy levels to {countText(others.length, 'selected partner')}
          </Menu.Item>
        )}
        <ViewAsItem agency={row.partner} />
        <WhyItem onClick={() => explain(id)} />
      </Menu.Dropdown>
    </Menu>
  );
});
