import { type Choice, changeLook, useLook } from './theme';

const NAMES: Readonly<Record<Choice, string>> = { system: 'As the system', light: 'Light', dark: 'Dark', neon: 'Neon', amber: 'Amber' };

/** The theme in one small field, for pages without settings. */
export function ThemeMenu() {
  const { theme } = useLook();
  return (
    <label className="inline-flex items-center gap-2 text-sm text-muted">
      Theme
      <select
        value={theme}
        onChange={(event) => changeLook({ theme: event.target.value as Choice })}
        className="min-h-11 rounded-lg border border-edge bg-raised px-2 text-ink"
      >
        {Object.entries(NAMES).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
