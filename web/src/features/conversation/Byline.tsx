import { personText } from '~/ui/person-color';
import { clockTime, fullTime, narrowTime } from './times';

type Props = { readonly userId: number; readonly name: string; readonly at: string };

/** Who wrote it and when, above the first of their messages. */
export function Byline({ userId, name, at }: Props) {
  return (
    <p className="flex h-6 items-baseline gap-2">
      <bdi className={`truncate font-semibold ${personText(userId)}`}>{name}</bdi>
      <time dateTime={at} title={fullTime(at)} className="shrink-0 text-xs text-muted">
        {clockTime(at)}
      </time>
    </p>
  );
}

/** In place of the picture, for those who point at a message that follows another. */
export function ShortTime({ at }: { readonly at: string }) {
  return (
    <time
      dateTime={at}
      title={fullTime(at)}
      className="h-6 pt-1.5 text-end text-[0.625rem] whitespace-nowrap text-muted opacity-0 group-hover:opacity-100 group-focus-within:opacity-100"
    >
      {narrowTime(at)}
    </time>
  );
}
