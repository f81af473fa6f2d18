import { useEffect, useRef, useState } from 'react';
import { isPageCurrent } from '~/protocol/page-version';
import { useLinkStatus } from '~/realtime/ChatLinkProvider';

/** Whether the server has come back with another version of the page, or lacks a part of this one. */
export function useNewerPage(): boolean {
  const status = useLinkStatus();
  const wasCut = useRef(false);
  const [isNewer, setIsNewer] = useState(false);
  useEffect(() => {
    if (status === 'offline') wasCut.current = true;
    if (status !== 'open' || !wasCut.current) return;
    wasCut.current = false;
    void isPageCurrent().then((isCurrent) => setIsNewer(!isCurrent));
  }, [status]);
  useEffect(() => {
    // A part that is loaded later is gone once the server has another version.
    const onMissing = () => void isPageCurrent().then((isCurrent) => !isCurrent && setIsNewer(true));
    window.addEventListener('vite:preloadError', onMissing);
    return () => window.removeEventListener('vite:preloadError', onMissing);
  }, []);
  return isNewer;
}
