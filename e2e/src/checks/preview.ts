import { drawClientLevels, drawUserLevels } from '../build/choices.ts';
import { adminClient, adminOf, drawFor, listActive, type World } from '../build/state.ts';
import { type Reply, send } from '../client.ts';
import { settle } from '../findings.ts';
import { asList, asObject, type Json } from '../json.ts';
import { noUserLevels, type UserLevels } from '../levels.ts';
import { findAgency, nameRow } from '../model.ts';
import { type Forecast, type Forecasts, forecastClient, forecastUser } from '../oracle/preview.ts';
import { isListed } from '../oracle.ts';
import { listLeaks } from './search.ts';

const counters = ['gains', 'loses', 'dependsOnOthers'] as const;
const judged = { client: ['address'], user: ['permits', 'inspections', 'addressShareModule'] };
const nothing: Forecast = { gains: [0, 0], loses: [0, 0], dependsOnOthers: [0, 0] };

function readModules(body: unknown, partner: string): Map<string, Json> {
  const entry = asList(asObject(body).partners)
    .map(asObject)
    .find((one) => one.partnerId === partner);
  const modules = asList(entry?.modules).map(asObject);
  return new Map(modules.map((module) => [String(module.module), module]));
}

function compareForecast(shown: Map<string, Json>, expected: Forecasts, names: string[]): string[] {
  const faults: string[] = [];
  for (const name of names) {
    const forecast = expected.get(name) ?? nothing;
    const module = shown.get(name) ?? {};
    for (const counter of counters) {
      const [least, most] = forecast[counter];
      const value = Number(module[counter] ?? 0);
      if (value < least || value > most) faults.push(`${name}.${counter} ${value}, not ${least}–${most}`);
    }
  }
  return faults;
}

async function checkPreview(
  world: World,
  asker: string,
  sheet: 'client' | 'user',
  partner: string,
  levels: Json | null,
  expected: Forecasts,
): Promise<void> {
  const { model, findings } = world;
  const reply: Reply = await send(adminClient(world, asker), 'POST', '/admin/sharing/preview', {
    body: { sheet, changes: [{ partnerId: partner, levels }] },
  });
  const stored =
    sheet === 'user'
      ? model.userRows.get(nameRow(asker, partner))?.levels
      : model.clientRows.get(nameRow(asker, partner))?.levels;
  const call = `${reply.call} — ${findAgency(model, asker).name} gives ${JSON.stringify(stored ?? null)} now`;
  if (!settle(findings, reply.status === 200, call, 200, reply.text)) return;
  const shown = readModules(reply.body, partner);
  const faults = compareForecast(shown, expected, judged[sheet]);
  settle(findings, faults.length === 0, call, Object.fromEntries(expected), { faults, body: reply.body });
  const leaks = listLeaks(world, adminOf(world, asker), reply.text);
  settle(findings, leaks.length === 0, call, 'a sample of visible records', leaks);
  const feature = sheet === 'user' ? 'userDataSharing' : 'clientDataSharing';
  const off = !findAgency(model, partner).features[feature];
  if (off) settle(findings, reply.text.includes('"why"'), call, 'a why while the feature is off', reply.body);
}

/** What a save would do, for changes up, down and away; and that asking stores nothing. */
export async function checkPreviews(world: World, perAgency: number): Promise<void> {
  const random = drawFor(world, 'previews');
  const { model } = world;
  for (const asker of listActive(world)) {
    const { features } = findAgency(model, asker);
    const others = [...model.agencies.keys()].filter((id) => id !== asker);
    for (const partner of features.userDataSharing ? random.sample(others, perAgency) : []) {
      const has = model.userRows.has(nameRow(asker, partner));
      const levels: UserLevels | null = has && random.chance(0.3) ? null : drawUserLevels(world);
      const expected = forecastUser(model, asker, partner, levels ?? noUserLevels);
      await checkPreview(world, asker, 'user', partner, levels, expected);
    }
    const listed = others.filter((partner) => isListed(model, asker, partner));
    for (const partner of features.clientDataSharing ? random.sample(listed, 2) : []) {
      const levels = drawClientLevels(world, true);
      await checkPreview(
        world,
        asker,
        'client',
        partner,
        levels,
        forecastClient(model, asker, partner, levels),
      );
    }
  }
}
