import { useLinkStatus } from '~/realtime/ChatLinkProvider';

/** Says that the link is down, once it has been for a moment. */
export function ConnectionLine() {
  const status = useLinkStatus();
  const isDown = status === 'offline' || status === 'connecting';
  return (
    <output className="block">
      {isDown && (
        <span className="block animate-late bg-accent-soft px-4 py-2 text-center text-sm">
          Connecting again… What you write is sent as soon as the server answers.
        </span>
      )}
    </output>
  );
}
