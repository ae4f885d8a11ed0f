import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type Openings, openingsQuery } from '../api/openings.ts';
import { useMe } from './me.tsx';
import { useNewRecord } from './new-record.tsx';
import { PlacePicker } from './place-picker.tsx';

type Input<Made extends { readonly id: string }, Values extends Record<string, unknown>> = Parameters<
  typeof useNewRecord<Made, Values>
>[0];

/** As `useNewRecord`, for what is made at a place: it says at the place why nothing may be made there. */
export function useNewAtPlace<
  Made extends { readonly id: string },
  Values extends Record<string, string> & { placeId: string },
>({ kind, validate, ...input }: Input<Made, Values> & { readonly kind: keyof Openings }) {
  const { permissions } = useMe();
  const api = useNewRecord<Made, Values>({
    ...input,
    validate: {
      ...(validate as object),
      placeId: (id: string): string | null => (id ? closed : 'Choose the place.'),
    } as never,
  });
  const { form } = api;
  const { placeId } = form.values;
  const openings = useQuery({ ...openingsQuery(placeId), enabled: placeId !== '' });
  const closed = openings.data?.[kind].why ?? null;
  const where = (
    <fieldset>
      <legend>Where</legend>
      {placeId === '' && !permissions.includes('Addresses - Read') ? (
        <Text>
          You need the permission Addresses - Read to look up places. Contact an administrator of your agency.
        </Text>
      ) : (
        <PlacePicker
          value={placeId}
          error={closed ?? form.errors.placeId}
          autoFocus={input.initialValues.placeId === ''}
          onChange={(id) => {
            form.clearFieldError('placeId');
            form.setFieldValue('placeId', id as never);
          }}
        />
      )}
    </fieldset>
  );
  /** The place, where something may be made at it: what is asked for the duplicate warning. */
  return { ...api, where, openPlaceId: closed ? '' : placeId };
}
