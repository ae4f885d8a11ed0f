/** Column types that tables share. Times come out as RFC 3339 text. */
import type { ColumnType, Generated } from 'kysely';

export type Time = ColumnType<string, string | Date | undefined, string | Date>;

export type NullableTime = ColumnType<string | null, string | Date | null | undefined, string | Date | null>;

export type Json<T> = ColumnType<T, string, string>;

export interface Versioned {
  version: Generated<number>;
  created_at: Time;
  updated_at: Time;
}
