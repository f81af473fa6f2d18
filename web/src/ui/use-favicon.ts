import { useEffect } from 'react';

const SIZE = 64;
const PLAIN = '/favicon.svg';
const BUBBLE = 'M8 7h16a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-5l-5.5 4.5V22H8a3 3 0 0 1-3-3v-9a3 3 0 0 1 3-3z';
const COLUMN = 'M10.5 11h11M11.5 18h9M13 11.8v5.4M16 11.8v5.4M19 11.8v5.4';

/** Draws a mark on the tab's icon while something is unread. */
export function useFavicon(unread: number): void {
  const label = unread > 9 ? '9+' : String(unread);
  useEffect(() => {
    if (unread === 0) return undefined;
    const drawn = draw(label);
    if (drawn === null) return undefined;
    show(drawn, 'image/png');
    return () => show(PLAIN, 'image/svg+xml');
  }, [unread, label]);
}

function show(address: string, type: string): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) return;
  link.type = type;
  link.href = address;
}

/** The picture as an address; null where nothing can be drawn. */
function draw(label: string): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.scale(SIZE / 32, SIZE / 32);
  pen.fillStyle = '#b2451c';
  pen.beginPath();
  pen.roundRect(0, 0, 32, 32, 8);
  pen.fill();
  pen.fillStyle = '#fff6ec';
  const bubble = new Path2D(BUBBLE);
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, not a list
  pen.fill(bubble);
  pen.strokeStyle = '#b2451c';
  pen.lineWidth = 1.6;
  pen.lineCap = 'round';
  pen.stroke(new Path2D(COLUMN));
  pen.fillStyle = '#1f6feb';
  pen.beginPath();
  pen.arc(22, 22, 10, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = '#ffffff';
  pen.font = `bold ${label.length > 1 ? 11 : 14}px sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(label, 22, 22.5);
  return canvas.toDataURL('image/png');
}
