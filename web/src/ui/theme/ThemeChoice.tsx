import { Choice } from '~/ui/Choice';
import { Switch } from '~/ui/Switch';
import { type Choice as LookChoice, changeLook, isOldScreen, themeOf, useLook } from './theme';

const OPTIONS: readonly { readonly value: LookChoice; readonly label: string; readonly hint: string }[] = [
  { value: 'system', label: 'System', hint: 'Light or dark, as your system is.' },
  { value: 'light', label: 'Light', hint: 'Paper and ink.' },
  { value: 'dark', label: 'Dark', hint: 'Quiet in the evening.' },
  { value: 'neon', label: 'Neon', hint: 'Cyan in the night.' },
  { value: 'amber', label: 'Amber', hint: 'A terminal of old.' },
];

/** The theme, and whether the old ones look like an old screen. */
export function ThemeChoice() {
  const look = useLook();
  const isOld = isOldScreen(themeOf(look));
  return (
    <div className="flex flex-col gap-5">
      <Choice legend="Theme" name="theme" columns={2} value={look.theme} options={OPTIONS} onChoose={(theme) => changeLook({ theme })} />
      <Switch
        label="Lines of an old screen"
        hint={isOld ? 'Left out where motion is to be reduced.' : 'For Neon and Amber.'}
        isOn={look.crt}
        onSwitch={(crt) => changeLook({ crt })}
      />
    </div>
  );
}
