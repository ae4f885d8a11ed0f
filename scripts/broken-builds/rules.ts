import { type Break, broken, turnsRed } from './break.ts';

const permits = 'server/src/permits/permits.test.ts';
const worlds = 'policy/test/worlds.test.ts';
const sharing = 'server/src/inspections/inspections.sharing.test.ts';
const listed = 'server/src/inspections/inspections.list.test.ts';

/** The rules and what is shown by them. */
export const rules: readonly Break[] = [
  broken(
    'a way forgets the permission that it asks for itself',
    'policy/src/conditions.ts',
    ['viewer.permissions.has(condition.permission)', 'viewer.permissions.size > 0'],
    turnsRed(
      'server/src/notes/notes.test.ts',
      "of the owner's people those read it who may edit its kind, and of the writer's those who may read it",
    ),
  ),
  broken(
    'a list ignores the grant of the place’s owner in the three-agency case',
    'policy/src/scopes.ts',
    [
      'allHold(rows[at]!.ofParties, viewer, scope)',
      "allHold(rows[at]!.ofParties.filter((each) => each.is !== 'granted' || each.by !== 'placeOwner'), viewer, scope)",
    ],
    turnsRed(
      worlds,
      'a list shows exactly what the decision opens, by the same way and with the same fields, to its audience',
    ),
    turnsRed(
      'server/src/db/counts.test.ts',
      'of a third agency has only what maker and owner have both opened to it',
    ),
  ),
  broken(
    'a decision ignores that a record is withheld',
    'policy/src/conditions.ts',
    [
      "(condition.what === 'record' ? subject.withheld : subject.placeWithheld) === false;",
      "condition.what === 'record' || subject.placeWithheld === false;",
    ],
    turnsRed(worlds, 'a withheld record has no audience but its own agency'),
    turnsRed(permits, 'is gone for the partner in the request after it is withheld'),
  ),
  broken(
    'a decision ignores that a place is withheld',
    'policy/src/conditions.ts',
    [
      "(condition.what === 'record' ? subject.withheld : subject.placeWithheld) === false;",
      "condition.what === 'place' || subject.withheld === false;",
    ],
    turnsRed(worlds, "what is at a withheld place has no audience but the place's owner and the creator"),
    turnsRed(
      'server/src/places/withholding.test.ts',
      'takes it and everything at it from all but its owner and each record’s maker',
    ),
  ),
  broken(
    'an inspection’s status is not asked of partners',
    'policy/src/rules/inspection.ts',
    ["status('inProgress', 'completed')", "status('scheduled', 'inProgress', 'completed', 'cancelled')"],
    turnsRed(
      'policy/test/oracle.test.ts',
      'random worlds of up to seven agencies: rule tables and case analysis agree on every kind and action',
    ),
    turnsRed(sharing, 'sees it come and go with its status, at once, and the stream is told both sides'),
    turnsRed(listed, 'only those in progress and completed are listed, counted, found and filtered'),
  ),
  broken(
    'a partner may download a shared inspection’s report',
    'policy/src/rules/inspection.ts',
    [
      "download: { needs: ['Fire Inspections - Read'], ways: written }",
      "download: { needs: ['Fire Inspections - Read'], ways: { ...written, sharedByBoth: way<Party>(granted('author', 'inspections', 'view')) } }",
    ],
    turnsRed(
      'policy/test/laws.test.ts',
      'beyond viewing, a partner may edit pre-plans, hydrants and boards, assume command and reveal, and no more',
    ),
    turnsRed(
      sharing,
      'cannot download its report: 403 in the source’s words; for a stranger it is not there',
    ),
    turnsRed(sharing, 'is offered view and nothing else, without notes, reasons and the withheld mark'),
  ),
  broken(
    'the viewer’s own permission is not asked',
    'policy/src/decide.ts',
    ['if (!viewer.permissions.has(permission)) return false;', 'if (!permission) return false;'],
    turnsRed(
      worlds,
      'without any one of the permissions that an action needs nobody does it, by decision or by list',
    ),
    turnsRed(permits, 'a reader is offered nothing but view'),
  ),
  broken(
    'an answer holds the whole row, whatever fields the way opens',
    'server/src/records/present.ts',
    [
      'if (value !== undefined && (view.fields === null || view.fields.has(field))) shown[field] = value;',
      'if (value !== undefined) shown[field] = value;',
    ],
    turnsRed(permits, 'is read by the partner without internal notes and without the withheld mark'),
    turnsRed(sharing, 'is offered view and nothing else, without notes, reasons and the withheld mark'),
    turnsRed(
      'server/src/places/partners.test.ts',
      'with Address = View Only reads the whole address record, without the owner’s notes',
    ),
  ),
  broken(
    '`withheld` is sent to partners',
    'server/src/records/present.ts',
    ['...(own && { withheld: row.withheld }),', 'withheld: row.withheld,'],
    turnsRed(permits, 'is read by the partner without internal notes and without the withheld mark'),
    turnsRed(sharing, 'is offered view and nothing else, without notes, reasons and the withheld mark'),
  ),
  broken(
    'the id of the place is sent to those who may not open it',
    'server/src/records/present.ts',
    ['id: open ? row.place_id : null,', 'id: row.place_retired && !open ? null : row.place_id,'],
    turnsRed(permits, 'is read by the partner without internal notes and without the withheld mark'),
    turnsRed(permits, 'needs neither Addresses - Read nor a visible place id'),
    turnsRed('server/src/access/view-as.test.ts', 'a place that the partner may not open has no id'),
  ),
];
