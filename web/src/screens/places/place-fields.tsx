import { Autocomplete, Button, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { lazy, Suspense, useState } from 'react';
import { coordinatesText } from '../../ui/coordinates.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Locator } from '../../ui/locator.tsx';
import { readPoint } from '../../ui/point.ts';
import { suggest } from '../../ui/suggest.ts';
import type { PlaceValues } from './place-form.ts';
import { constructions, occupancies, placeLabels } from './place-words.ts';

const OnMap = lazy(() => import('../../map/on-map.tsx'));

/** The fields of a place, to be made or changed. */
export function PlaceFields({ form }: { form: UseFormReturnType<PlaceValues> }) {
  const field = (name: keyof PlaceValues, maxLength: number) => ({
    size: 'sm' as const,
    label: placeLabels[name],
    maxLength,
    autoComplete: 'off',
    ...form.getInputProps(name),
  });
  const number = { inputMode: 'numeric' as const, className: 'field-short' };
  const point = readPoint(form.values.location);
  const [onMap, setOnMap] = useState(false);
  return (
    <div className="form-parts">
      <fieldset>
        <legend>Where</legend>
        <div className="form-grid">
          <TextInput {...field('addressLine', 200)} className="field-wide" required />
          <TextInput {...field('unit', 60)} className="field-short" />
          <TextInput {...field('city', 120)} className="field-short" required />
          <TextInput {...field('state', 40)} className="field-short" required />
          <TextInput {...field('zip', 20)} className="field-short" />
          <TextInput
            {...field('location', 80)}
            className="field-wide"
            required
            description="Latitude, longitude. You can paste it from any map."
          />
        </div>
        <Button
          size="compact-sm"
          variant="default"
          mt={6}
          leftSection={<Icon name="map" size={16} />}
          onClick={() => setOnMap(true)}
        >
          Set on the map
        </Button>
        {onMap && (
          <Suspense>
            <OnMap
              title="Where is it?"
              of="point"
              at={point ? point.coordinates : null}
              onChosen={({ at: [lng, lat] }) =>
                form.setFieldValue('location', coordinatesText({ type: 'Point', coordinates: [lng, lat] }))
              }
              onClose={() => setOnMap(false)}
            />
          </Suspense>
        )}
        {point && <Locator point={point} />}
      </fieldset>
      <fieldset>
        <legend>Building</legend>
        <div className="form-grid">
          <TextInput
            {...field('name', 200)}
            className="field-wide"
            description="The name people use, if any."
          />
          <Autocomplete {...field('occupancyType', 120)} data={occupancies} filter={suggest} />
          <Autocomplete {...field('constructionType', 120)} data={constructions} filter={suggest} />
          <TextInput {...field('stories', 3)} {...number} />
          <TextInput {...field('yearBuilt', 4)} {...number} />
          <TextInput
            {...field('floorAreaSqFt', 13)}
            {...number}
            description="Square feet"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>For your agency only</legend>
        <Textarea
          {...field('notes', 4000)}
          autosize
          minRows={3}
          maxRows={12}
          description="Partners never see these."
        />
      </fieldset>
    </div>
  );
}
