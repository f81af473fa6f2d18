import { Choice } from '~/ui/Choice';
import { LEVEL_OPTIONS } from './level-names';
import { NotifySwitch } from './NotifySwitch';
import { changeWishes, useWishes } from './use-wishes';

type Props = { readonly meId: number };

/** What one wants to be told of in rooms that have no level of their own. */
export function NotifySettings({ meId }: Props) {
  const { usual } = useWishes(meId);
  return (
    <div className="flex flex-col gap-5">
      <NotifySwitch meId={meId} />
      <Choice
        legend="Tell me of"
        name="usual-level"
        value={usual}
        options={LEVEL_OPTIONS}
        onChoose={(level) => changeWishes(meId, (wishes) => ({ ...wishes, usual: level }))}
      />
      <p className="text-sm text-muted">A room can differ, or be muted: see its menu.</p>
    </div>
  );
}
