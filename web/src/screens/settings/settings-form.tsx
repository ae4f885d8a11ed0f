import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { AgencySettings } from '../../api/messages.ts';
import { useEditForm } from '../../ui/edit-form.tsx';
import { Choice } from '../../ui/form-fields.tsx';
import { useLeaveGuard } from '../../ui/leave-guard.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { toast } from '../../ui/toast.tsx';
import { ColorField } from './color-field.tsx';
import { settingsPath } from './settings.query.ts';
import {
  editChoices,
  settingsBody,
  settingsChecks,
  settingsLabels,
  settingsValues,
} from './settings-values.ts';
import { timeThere, zoneGroups, zoneName } from './zones.ts';

/** The agency's own settings, saved together at the version that was read. */
export function SettingsForm({ settings }: { settings: AgencySettings }) {
  const client = useQueryClient();
  const { form, problem, busy, props, conflict } = useEditForm({
    noun: 'settings',
    path: settingsPath,
    record: settings,
    valuesOf: settingsValues,
    bodyOf: settingsBody,
    labels: settingsLabels,
    words: { timeZone: zoneName },
    validate: settingsChecks,
    saved: () => {
      leave();
      toast('Settings saved');
      // The sidebar's mark, and every time on the page, come from who is signed in.
      void client.invalidateQueries({ queryKey: ['session'] });
    },
  });
  const leave = useLeaveGuard(form.isDirty());
  const field = (name: keyof typeof settingsLabels) => ({
    size: 'sm' as const,
    label: settingsLabels[name],
    autoComplete: 'off',
    ...form.getInputProps(name),
  });
  const { color, timeZone } = form.values;
  return (
    <>
      <form {...props} className="record-form">
        <fieldset>
          <legend>Your agency</legend>
          <ColorField
            name={settings.name}
            value={color}
            error={form.errors.color}
            onChange={(next) => form.setFieldValue('color', next)}
          />
        </fieldset>
        <fieldset>
          <legend>Hours</legend>
          <div className="form-grid">
            <NativeSelect
              {...field('timeZone')}
              className="field-wide"
              data={zoneGroups(settings.timeZone)}
              description={`It is now ${timeThere(timeZone)} there. All times are shown in this time zone.`}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
            />
          </div>
        </fieldset>
        <fieldset>
          <legend>Contact for partners</legend>
          <p className="settings-note">
            Shown to partners when they cannot see something of yours. Every agency on this server can read
            it.
          </p>
          <div className="form-grid">
            <TextInput
              {...field('contactName')}
              className="field-full"
              maxLength={200}
              placeholder="Fire prevention desk"
            />
            <TextInput {...field('contactPhone')} type="tel" maxLength={60} />
            <TextInput {...field('contactEmail')} type="email" maxLength={254} />
          </div>
        </fieldset>
        <fieldset>
          <legend>Pre-plans</legend>
          <div className="form-grid">
            <Choice
              {...field('partnerPrePlanEdits')}
              className="field-full"
              description="For partners to whom you gave Pre-Plans: Can Make Changes."
              choices={editChoices}
            />
          </div>
        </fieldset>
        <ProblemAlert problem={problem} />
        <div className="form-end">
          <Button size="sm" type="submit" loading={busy}>
            Save
          </Button>
        </div>
      </form>
      {conflict}
    </>
  );
}
