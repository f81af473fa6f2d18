// Contrast between tokens of the style sheet, by the formula of WCAG 2. For tests.
type Tokens = ReadonlyMap<string, string>;
type Light = readonly [number, number, number];

/** The tokens of `theme`: those of the root, and what the theme changes of them. */
export function tokensOf(css: string, theme: string): Tokens {
  const blocks = [...css.matchAll(/^(?<selector>:root|\[data-theme='\w+'\]) \{(?<body>[^}]*)\}/gm)];
  const wanted = blocks.filter(({ groups }) => groups?.selector === ':root' || groups?.selector === `[data-theme='${theme}']`);
  return new Map(wanted.flatMap(({ groups }) => [...(groups?.body ?? '').matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value] as const)));
}

/** Between 1 and 21. `light` is the share of each color that shines through a black veil above both. */
export function contrast(tokens: Tokens, one: string, other: string, light = 1): number {
  const shown = (name: string) => luminance(colorOf(tokens, name).map((channel) => linear(encoded(channel) * light)) as unknown as Light);
  const [bright = 0, dim = 0] = [shown(one), shown(other)].toSorted((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

/** A token that is a percentage, as a number between 0 and 1. */
export function shareOf(tokens: Tokens, name: string): number {
  const value = tokens.get(name) ?? '';
  if (!/^\d+%$/.test(value)) throw new Error(`--${name} is no share: ${value}`);
  return Number.parseInt(value, 10) / 100;
}

function luminance([red, green, blue]: Light): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The color as linear light. */
function colorOf(tokens: Tokens, name: string): Light {
  const value = tokens.get(name) ?? '';
  if (name.startsWith('person-')) {
    return fromOklch(Number(tokens.get('person-lightness')), Number(tokens.get('person-chroma')), Number(value));
  }
  const channel = (at: number) => linear(Number.parseInt(value.slice(at, at + 2), 16) / 255);
  if (!/^#[\da-f]{6}$/.test(value)) throw new Error(`--${name} is no color: ${value}`);
  return [channel(1), channel(3), channel(5)];
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function encoded(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

function fromOklch(lightness: number, chroma: number, hue: number): Light {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clamp(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    clamp(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    clamp(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ];
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
