// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text, not templates

import { type Break, broken, turnsRed } from './break.ts';

const live = 'server/src/live/live.test.ts';
const order = 'server/src/live/order.test.ts';

/** The stream of changes. */
export const liveStream: readonly Break[] = [
  broken(
    'the stream decides once, when somebody subscribes',
    'server/src/live/listener.ts',
    [
      'const before = this.asker.viewer;\n    try {',
      'const before = this.asker.viewer;\n    if (this.following) return true;\n    try {',
    ],
    turnsRed(live, 'says remove for everything that went dark before the save that revokes is answered'),
    turnsRed(live, 'a revoked key is cut off'),
  ),
  broken(
    'what went dark is not said',
    'server/src/live/listener.ts',
    ['this.following && !sameRights(before, this.asker.viewer)', 'false'],
    turnsRed(live, 'says remove for everything that went dark before the save that revokes is answered'),
    turnsRed(order, 'is not answered while a live frame could still rest on the old grant'),
  ),
  broken(
    'a save is answered before live listeners were judged anew',
    'server/src/audit/audit.store.ts',
    [
      'call.afterCommit?.(() => call.house?.hub.accessChanged(concerned));',
      'call.afterCommit?.(() => void call.house?.hub.accessChanged(concerned));',
    ],
    turnsRed(order, 'is not answered while a live frame could still rest on the old grant'),
  ),
  broken(
    'events are read past transactions that still run',
    'server/src/live/events.store.ts',
    [
      'where (e.tx, e.id) > (${tx}::xid8, ${id}) and e.tx < pg_snapshot_xmin(pg_current_snapshot())',
      'where (e.tx, e.id) > (${tx}::xid8, ${id})',
    ],
    turnsRed(order, 'is told all the same, and the later one is not told before it'),
  ),
  broken(
    'events are read by number alone',
    'server/src/live/events.store.ts',
    [
      'where (e.tx, e.id) > (${tx}::xid8, ${id}) and e.tx < pg_snapshot_xmin(pg_current_snapshot())\n    order by e.tx, e.id',
      'where e.id > ${id} and e.tx >= least(${tx}::xid8, e.tx)\n    order by e.id',
    ],
    turnsRed(order, 'is told all the same, and the later one is not told before it'),
  ),
  broken(
    'everybody is told of every record’s change',
    'server/src/live/listener.ts',
    ['if (!now && !sawBefore.has(key)) continue;', ''],
    turnsRed(live, 'tells those who may see a record, and nobody else, by id alone'),
    turnsRed(live, 'keeps its counter to what the listener was told'),
  ),
  broken(
    'whoever comes back is told what was missed by the grants of then',
    'server/src/live/hub.ts',
    ['if (rightsMoved || missed.length', 'if (missed.length'],
    turnsRed(live, 'answers resync when rights moved in between, or the token is not its own'),
  ),
  broken(
    'a notice reaches whoever holds a part of what it needs',
    'server/src/notices/notices.store.ts',
    ['n.needs <@ ${reader.permissions}', 'n.needs && ${reader.permissions}'],
    turnsRed('server/src/places/transfers.test.ts', 'is told to those only who may read addresses'),
  ),
  broken(
    'the hub forgets up to where it has counted notices',
    'server/src/live/audience.ts',
    ["where name = 'notices'`.execute(\n    db,\n  );", "where name = 'notice'`.execute(\n    db,\n  );"],
    turnsRed(order, 'count each record once, however often the hub looks'),
  ),
  broken(
    'a listener that does not read fills the server',
    'server/src/live/listener.ts',
    ['this.socket.bufferedAmount > mostBuffered', 'this.socket.bufferedAmount > mostBuffered ** 2'],
    turnsRed(order, 'is let go before its frames fill the server'),
  ),
  broken(
    'a page of another origin may listen',
    'server/src/live/live.routes.ts',
    ['requireOwnPage(house.config, request);', ''],
    turnsRed(live, 'nobody without signing in, and no page of another origin'),
    turnsRed(
      'server/test/bad-input.live.test.ts',
      'from another page is refused in the words of every refusal',
    ),
  ),
];
