import { type Choice, changeLook, isOldScreen, themeOf, useLook } from './theme';

const OPTIONS: readonly (readonly [Choice, string])[] = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['neon', 'Neon'],
  ['amber', 'Amber'],
];

const PILL =
  'relative inline-flex min-h-9 pointer-coarse:min-h-11 cursor-pointer items-center rounded-full border border-line px-3 text-sm text-muted hover:text-ink has-checked:border-accent has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent';

/** Each look one click away, for pages without settings. */
export function ThemeMenu() {
  const look = useLook();
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">Theme</legend>
      <div className="flex flex-wrap gap-1.5">
        {OPTIONS.map(([value, name]) => (
          <label key={value} className={PILL}>
            <input type="radio" name="look" value={value} checked={look.theme === value} onChange={() => changeLook({ theme: value })} className="absolute inset-0 cursor-pointer opacity-0" />
            {name}
          </label>
        ))}
        {isOldScreen(themeOf(look)) && (
          <label className={PILL}>
            <input type="checkbox" checked={look.crt} onChange={(event) => changeLook({ crt: event.target.checked })} className="absolute inset-0 cursor-pointer opacity-0" />
            Lines of an old screen
          </label>
        )}
      </div>
    </fieldset>
  );
}
