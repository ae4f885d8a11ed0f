import { readdirSync, readFileSync } from 'node:fs';
import { type ImportKind, ImportMapping, importKinds, oneOf, strict } from '@standpipe/contract';
import { type Static, Type } from 'typebox';
import { checkBody } from '../../http/validate.ts';

const PresetFile = strict({
  name: Type.String(),
  kind: oneOf(importKinds),
  /** A file is of this sort when it has all of these columns. */
  columns: Type.Array(Type.String(), { minItems: 1 }),
  mapping: ImportMapping,
});

/** A mapping for a file that somebody publishes. */
export type Preset = Static<typeof PresetFile> & { readonly id: string };

const folder = new URL('./', import.meta.url);

/** Every shipped mapping; each file of this folder is one. */
export const presets: readonly Preset[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => ({
    id: name.replace('.json', ''),
    ...checkBody(PresetFile, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))),
  }));

/** @returns undefined where there is none of this name for this kind */
export const findPreset = (id: string, kind: ImportKind): Preset | undefined =>
  presets.find((preset) => preset.id === id && preset.kind === kind);

/** The shipped mappings that fit a file with these columns, those that look at most of them first. */
export const fittingPresets = (kind: ImportKind, columns: readonly string[]): Preset[] =>
  presets
    .filter((preset) => preset.kind === kind && preset.columns.every((each) => columns.includes(each)))
    .sort((one, other) => other.columns.length - one.columns.length);
