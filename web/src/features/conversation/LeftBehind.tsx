import { useChatLink, useOutbox } from '~/realtime/ChatLinkProvider';
import { EMPTY_DRAFT } from '~/realtime/drafts';
import { useDraft } from '~/realtime/use-draft';
import { Button } from '~/ui/Button';
import { CopyButton } from '~/ui/CopyButton';

type Props = { readonly roomId: number; readonly meId: number };

/** What one wrote for a room that one is not in any more: to be taken along, or thrown away. */
export function LeftBehind({ roomId, meId }: Props) {
  const { outbox } = useChatLink();
  const [draft, changeDraft] = useDraft(meId, roomId);
  const unsent = useOutbox().filter((sent) => sent.roomId === roomId);
  const texts = unsent.map(({ clientId, content }) => ({ key: clientId, text: content, discard: () => outbox.remove(clientId) }));
  if (draft.text.trim() !== '') texts.push({ key: 'draft', text: draft.text, discard: () => changeDraft(() => EMPTY_DRAFT) });
  if (texts.length === 0) return null;
  return (
    <section aria-label="What you wrote here and did not send" className="mt-3 w-full text-start">
      <p className="text-sm font-semibold text-ink">What you wrote here and did not send:</p>
      <ul className="mt-2 flex flex-col gap-2">
        {texts.map(({ key, text, discard }) => (
          <li key={key} className="rounded-lg border border-line bg-raised p-3">
            <p dir="auto" className="max-h-40 overflow-y-auto whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
              {text}
            </p>
            <div className="mt-1 flex items-center justify-end gap-1">
              <CopyButton text={text} />
              <Button look="plain" isSlim onClick={discard}>
                Discard
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
