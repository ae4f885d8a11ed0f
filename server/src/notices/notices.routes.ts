import { NoticePage, NoticeParameters, ReadNotices } from '@standpipe/contract';
import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { bodyOf } from '../http/call.ts';
import { member, mount } from '../http/route.ts';
import { pageOfNotices, readNotices } from './notices.service.ts';

export function noticeRoutes(app: FastifyInstance, house: House): void {
  const common = { tag: 'Notices', guard: member };
  mount(
    app,
    house,
    {
      ...common,
      method: 'GET',
      path: '/notices',
      summary: 'Changes that affect you: grants, records shared or gone',
      query: NoticeParameters,
      answers: NoticePage,
    },
    pageOfNotices,
  );
  mount(
    app,
    house,
    {
      ...common,
      method: 'POST',
      path: '/notices/read',
      summary: 'Mark notices as read',
      body: ReadNotices,
      answers: null,
      status: 204,
    },
    (call) => readNotices(call, bodyOf(call, ReadNotices).ids ?? null),
  );
}
