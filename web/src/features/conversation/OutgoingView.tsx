import type { Message } from '~/protocol/types';
import { useChatLink } from '~/realtime/ChatLinkProvider';
import type { Outgoing } from '~/realtime/outbox';
import { Avatar } from '~/ui/Avatar';
import { Button } from '~/ui/Button';
import { ClockIcon } from '~/ui/message-icons';
import { useNow } from '~/ui/use-now';
import { useActions } from './actions';
import { Byline } from './Byline';
import { Text } from './MessageBody';
import { Quote } from './Quote';

type Props = {
  readonly rowKey: string;
  readonly roomId: number;
  readonly sent: Outgoing;
  readonly isFollowing: boolean;
  readonly isTabStop: boolean;
  readonly replyTo: number | null;
  readonly quoted: Message | undefined;
  readonly onActive: (rowKey: string) => void;
  readonly onTakeBack: (text: string, replyTo: number | null) => void;
};

/** A message that the server has not acknowledged, or has refused; drawn where and as it will be. */
export function OutgoingView(props: Props) {
  const { rowKey, roomId, sent, isFollowing, isTabStop, replyTo, quoted, onActive, onTakeBack } = props;
  const { meId, meName } = useActions();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only notes where the focus is
    <article
      data-row={rowKey}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys go from message to message
      tabIndex={isTabStop ? 0 : -1}
      aria-label={`Not yet sent: ${sent.content}`}
      onFocus={(event) => event.target === event.currentTarget && onActive(rowKey)}
      className={`relative grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 px-3 py-0.5 focus-visible:-outline-offset-2 md:px-5 ${isFollowing ? '' : 'mt-3'}`}
    >
      {isFollowing ? <span /> : <Avatar userId={meId} name={meName} />}
      <div className="min-w-0">
        {!isFollowing && <Byline userId={meId} name={meName} at={sent.writtenAt} />}
        {replyTo !== null && <Quote roomId={roomId} messageId={replyTo} known={quoted} />}
        <div className="opacity-60">
          <Text text={sent.content} />
        </div>
        <State sent={sent} isFollowing={isFollowing} onTakeBack={onTakeBack} />
      </div>
    </article>
  );
}

function State({ sent, isFollowing, onTakeBack }: Pick<Props, 'sent' | 'isFollowing' | 'onTakeBack'>) {
  switch (sent.state.kind) {
    case 'waiting':
      return isFollowing ? <SendingSign /> : <span className="absolute end-3 top-0 animate-late text-xs text-muted md:end-5">Sending…</span>;
    case 'held':
      return <Held until={sent.state.until} />;
    case 'failed':
      return <Failed sent={sent} until={sent.state.until} />;
    case 'refused':
      return <Refused sent={sent} why={sent.state.why} onTakeBack={onTakeBack} />;
  }
}

/** Where there is no line with a name that would have room for the word: beside the text. */
function SendingSign() {
  return (
    <span title="Sending…" className="absolute start-3 top-1.5 flex w-9 animate-late justify-center text-muted md:start-5">
      <ClockIcon />
      <span className="sr-only">Sending…</span>
    </span>
  );
}

const SECOND_MS = 1000;

function Held({ until }: { readonly until: number }) {
  return (
    <p className="flex items-center gap-1.5 text-sm text-muted">
      <ClockIcon /> Too many messages at once: it is sent in {useSecondsLeft(until)} s.
    </p>
  );
}

/** Nothing is wrong with the message: it goes out by itself when the server can take it. */
function Failed({ sent, until }: { readonly sent: Outgoing; readonly until: number }) {
  const link = useChatLink();
  return (
    <div className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
      <p className="flex items-center gap-1.5">
        <ClockIcon /> The server could not take it. Trying again in {useSecondsLeft(until)} s.
      </p>
      <div className="flex">
        <Button look="plain" isSlim onClick={() => link.retry(sent)}>
          Try now
        </Button>
        <Button look="plain" isSlim onClick={() => link.outbox.remove(sent.clientId)}>
          Discard
        </Button>
      </div>
    </div>
  );
}

/** At least one, as what is due is on its way. */
function useSecondsLeft(until: number): number {
  return Math.max(1, Math.ceil((until - useNow(nextSecond(until))) / SECOND_MS));
}

/** When the number of seconds left changes next. */
function nextSecond(until: number): number | null {
  const left = until - Date.now();
  return left <= 0 ? null : Date.now() + (left % SECOND_MS || SECOND_MS);
}

function Refused({ sent, why, onTakeBack }: Pick<Props, 'sent' | 'onTakeBack'> & { readonly why: string }) {
  const link = useChatLink();
  const discard = () => link.outbox.remove(sent.clientId);
  const takeBack = () => {
    discard();
    onTakeBack(sent.content, sent.replyTo);
  };
  return (
    <div className="my-1 flex flex-wrap items-center gap-x-2 rounded-lg bg-danger-soft px-3 py-1.5 text-sm">
      <p role="alert" className="text-danger">
        Not sent. {why}
      </p>
      <div className="flex">
        <Button look="plain" isSlim onClick={() => link.retry(sent)}>
          Retry
        </Button>
        <Button look="plain" isSlim onClick={takeBack}>
          Edit
        </Button>
        <Button look="plain" isSlim onClick={discard}>
          Discard
        </Button>
      </div>
    </div>
  );
}
