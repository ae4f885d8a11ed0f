import type { ComponentPropsWithRef } from 'react';

type Part = ComponentPropsWithRef<'div'>;

/**
 * The parts of a grid. Roles stand on plain boxes: the rows of a `<table>` cannot be placed one by one, which rows that
 * are only there while in sight have to be. What can have the focus stands in the cells.
 */
const part = (role: string) => (props: Part) => <div role={role} {...props} />;

export const Grid = part('grid');
export const RowGroup = part('rowgroup');
export const Row = part('row');
export const ColumnHeader = part('columnheader');
export const RowHeader = part('rowheader');
export const GridCell = part('gridcell');
