import { type ClientLevels, noClientLevels, noUserLevels, type UserLevels } from '../levels.ts';
import { type Model, nameRow, type Work } from '../model.ts';
import { isClientOpen, isUserOpen, opensWork, readClientLevels, readUserLevels } from './effect.ts';
import { mayAgencyView } from './view.ts';

/** Counts as a least and a most: equal wherever the contract fixes them. */
export interface Forecast {
  gains: [number, number];
  loses: [number, number];
  dependsOnOthers: [number, number];
}
export type Forecasts = Map<string, Forecast>;

function readForecast(forecasts: Forecasts, module: string): Forecast {
  const known = forecasts.get(module);
  if (known) return known;
  const fresh: Forecast = { gains: [0, 0], loses: [0, 0], dependsOnOthers: [0, 0] };
  forecasts.set(module, fresh);
  return fresh;
}

function addTurn(forecast: Forecast, before: boolean, after: boolean): void {
  if (before === after) return;
  const counter = after ? forecast.gains : forecast.loses;
  counter[0] += 1;
  counter[1] += 1;
}

function addWork(
  model: Model,
  forecasts: Forecasts,
  asker: string,
  partner: string,
  before: UserLevels,
  after: UserLevels,
  work: Work,
): void {
  const module = work.kind === 'permit' ? 'permits' : 'inspections';
  const { creator } = work;
  const { owner } = work.place;
  const opened = [before, after].map((levels) => opensWork(levels.addressShareModule, work.kind));
  const shown = [before, after].map((levels) => levels[module] === 'view');
  if (!mayAgencyView(model, asker, work)) return;
  if (creator === partner) {
    if (owner === asker) {
      addTurn(readForecast(forecasts, 'addressShareModule'), opened[0] === true, opened[1] === true);
    }
    return;
  }
  if (work.withheld) return;
  if (work.kind === 'inspection' && work.status !== 'inProgress' && work.status !== 'completed') return;
  if (creator === asker && owner === asker) {
    if (!work.place.withheld) addTurn(readForecast(forecasts, module), shown[0] === true, shown[1] === true);
  } else if (creator === asker && owner === partner) {
    addTurn(readForecast(forecasts, module), shown[0] === true, shown[1] === true);
  } else if (creator === asker) {
    if (shown[0] === shown[1]) return;
    const depends = readForecast(forecasts, module).dependsOnOthers;
    depends[0] += work.place.withheld ? 0 : 1;
    depends[1] += 1;
  } else if (owner === asker && !work.place.withheld) {
    const known = [0, 1].map((at) => shown[at] === true || opened[at] === true);
    if (known[0] === known[1]) return;
    const decider = shown[0] !== shown[1] ? module : 'addressShareModule';
    const depends = readForecast(forecasts, decider).dependsOnOthers;
    depends[0] += 1;
    depends[1] += 1;
  }
}

function addPlaces(
  model: Model,
  forecasts: Forecasts,
  module: string,
  asker: string,
  before: boolean,
  after: boolean,
  otherWay: boolean[],
): void {
  const forecast = readForecast(forecasts, module);
  const places = model.places.filter((place) => place.owner === asker && !place.retired && !place.withheld);
  const gained = otherWay.map((seen) => (!(before || seen) && (after || seen) ? places.length : 0));
  const lost = otherWay.map((seen) => ((before || seen) && !(after || seen) ? places.length : 0));
  forecast.gains[0] += Math.min(...gained);
  forecast.gains[1] += Math.max(...gained);
  forecast.loses[0] += Math.min(...lost);
  forecast.loses[1] += Math.max(...lost);
}

/** What a change on the User sheet would do, counting only what the asking agency itself may see. */
export function forecastUser(model: Model, asker: string, partner: string, after: UserLevels): Forecasts {
  const forecasts: Forecasts = new Map();
  if (!isUserOpen(model, asker, partner)) return forecasts;
  const before = model.userRows.get(nameRow(asker, partner))?.levels ?? noUserLevels;
  for (const work of model.works) addWork(model, forecasts, asker, partner, before, after, work);
  const stored = model.clientRows.get(nameRow(asker, partner))?.levels ?? noClientLevels;
  const otherWay = [
    readClientLevels(model, asker, partner).address === 'view',
    isClientOpen(model, asker, partner) && stored.address === 'view',
  ];
  const opens = [before, after].map((levels) => levels.addressShareModule !== 'none');
  addPlaces(model, forecasts, 'addressShareModule', asker, opens[0] === true, opens[1] === true, otherWay);
  return forecasts;
}

/** What a change on the Client sheet would do to the modules built so far. */
export function forecastClient(model: Model, asker: string, partner: string, after: ClientLevels): Forecasts {
  const forecasts: Forecasts = new Map();
  if (!isClientOpen(model, asker, partner)) return forecasts;
  const before = model.clientRows.get(nameRow(asker, partner))?.levels ?? noClientLevels;
  const stored = model.userRows.get(nameRow(asker, partner))?.levels ?? noUserLevels;
  const otherWay = [
    readUserLevels(model, asker, partner).addressShareModule !== 'none',
    isUserOpen(model, asker, partner) && stored.addressShareModule !== 'none',
  ];
  addPlaces(
    model,
    forecasts,
    'address',
    asker,
    before.address === 'view',
    after.address === 'view',
    otherWay,
  );
  return forecasts;
}
