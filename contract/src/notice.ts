/** In-app notices: a grant changed, records shared or gone, places handed over. */
import { Type } from 'typebox';
import { AgencyRef, Id, listParameters, Nullable, strict, Time } from './common.ts';

export const Notice = strict({
  id: Id,
  topic: Type.String(),
  text: Type.String(),
  count: Type.Integer(),
  about: Nullable(AgencyRef),
  kind: Nullable(Type.String()),
  recordId: Nullable(Id),
  read: Type.Boolean(),
  createdAt: Time,
  updatedAt: Time,
});

export const NoticePage = strict({
  items: Type.Array(Notice),
  nextCursor: Nullable(Type.String()),
  unread: Type.Integer({ description: 'Unread notices, counted up to 100.' }),
});
export const NoticeParameters = strict({ ...listParameters, unread: Type.Optional(Type.Boolean()) });
export const ReadNotices = strict({
  ids: Type.Optional(Type.Array(Id, { maxItems: 200, description: 'All of them when left out.' })),
});
