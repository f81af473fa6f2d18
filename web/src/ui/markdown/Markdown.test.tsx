import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { Markdown } from './Markdown';
import { HOSTILE } from '~/testing/hostile';

function shown(text: string, meUsername?: string): HTMLElement {
  return render(<Markdown text={text} meUsername={meUsername} />).container;
}

/** What stands there, without the classes. */
function html(text: string, meUsername?: string): string | undefined {
  return shown(text, meUsername)
    .firstElementChild?.innerHTML.replaceAll(/ (?:class|title|target|rel)="[^"]*"/g, '');
}

const marked = (box: HTMLElement) => [...box.querySelectorAll('mark')].map((mark) => mark.textContent);

describe('marks', () => {
  test.each([
    ['plain words', '<p>plain words</p>'],
    ['**bold** and *slanted* and ~~gone~~', '<p><strong>bold</strong> and <em>slanted</em> and <del>gone</del></p>'],
    ['say `a *b*`', '<p>say <code>a *b*</code></p>'],
    ['- one\n- two', '<ul><li><p>one</p></li><li><p>two</p></li></ul>'],
    ['3. three\n4. four', '<ol start="3"><li><p>three</p></li><li><p>four</p></li></ol>'],
    ['> said\n> before', '<blockquote><p>said\nbefore</p></blockquote>'],
    ['one\ntwo', '<p>one\ntwo</p>'],
    ['*one*\ntwo', '<p><em>one</em>\ntwo</p>'],
    ['snake_case_name', '<p>snake_case_name</p>'],
    ['2 * 3 * 4', '<p>2 * 3 * 4</p>'],
    ['2*3*4', '<p>2*3*4</p>'],
    ['2**3**4 or a*b*c', '<p>2**3**4 or a*b*c</p>'],
    ['*a*b', '<p>*a*b</p>'],
    ['a*b*', '<p>a*b*</p>'],
    ['*2*3*', '<p><em>2*3</em></p>'],
    ['(*so*), **so**! ***so***', '<p>(<em>so</em>), <strong>so</strong>! <em><strong>so</strong></em></p>'],
    ['_a_b and a_b_c', '<p>_a_b and a_b_c</p>'],
    ['这*很*好', '<p>这<em>很</em>好</p>'],
  ])('%j', (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  test.each(['# no heading', '<b>no HTML</b>', '&amp; stays', '![no](https://example.org/picture.png)', '-', '> ', '---', '~one tilde~'])(
    '%j is shown as it was typed, without an element of its own',
    (text) => {
      const box = shown(text);
      expect(box.querySelector('h1, b, img, hr, li, blockquote, del')).toBeNull();
      expect(box.textContent).toBe(text.startsWith('![') ? '!no' : text);
    },
  );
});

describe('links', () => {
  test('lead outside, tell nothing of this page and show where they lead', () => {
    shown('[the garden](https://example.org/garden)');
    const link = screen.getByRole('link', { name: 'the garden' });
    expect(link.getAttribute('href')).toBe('https://example.org/garden');
    expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(link.getAttribute('target')).toBe('_blank');
    expect(link.title).toBe('https://example.org/garden');
  });

  test.each([
    ['see https://example.org/a_(b)_c.', 'https://example.org/a_(b)_c'],
    ['(https://example.org/x?y=1&z=2)', 'https://example.org/x?y=1&z=2'],
    ['www.example.org/x, say', 'https://www.example.org/x'],
    ['<https://example.org/*a*>', 'https://example.org/*a*'],
    ['write to ann@example.org!', 'mailto:ann@example.org'],
  ])('%j is found by itself', (text, address) => {
    shown(text);
    expect(screen.getByRole('link').getAttribute('href')).toBe(address);
  });
});

describe('mentions', () => {
  test('are marked, one’s own differently', () => {
    const box = shown('@Ann and @bob, see @Cem.', 'Bob');
    expect(marked(box)).toEqual(['@Ann', '@bob', '@Cem']);
    const [ann, bob] = box.querySelectorAll('mark');
    expect(bob?.className).not.toBe(ann?.className);
  });

  test('are none in addresses, code and longer names', () => {
    const box = shown('ann@example.org `@Ann` https://example.org/@Ann', 'Ann');
    expect(marked(box)).toEqual([]);
  });

  test('are only of people who are known, where that is asked for', () => {
    const known = new Set(['cem', 'dora.d']);
    const { container } = render(<Markdown text="@nobody @Cem, @cem.Thanks @dora.d @Ann @media" meUsername="Ann" known={known} />);
    expect(marked(container)).toEqual(['@Cem', '@cem', '@dora.d', '@Ann']);
    expect(container.textContent).toBe('@nobody @Cem, @cem.Thanks @dora.d @Ann @media');
  });

  test('know one’s own name whatever it is made of', () => {
    expect(marked(shown('hey @A. (b) c*', 'A. (b) c*'))).toEqual(['@A. (b) c*']);
  });
});

describe('blocks of code', () => {
  test('show their language and can be copied', async () => {
    const user = userEvent.setup();
    shown('```rust\nfn main() {}\n```');
    expect(screen.getByRole('figure', { name: 'Code in rust' }).textContent).toContain('fn main() {}');
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Copied')).toBeDefined();
    expect(await navigator.clipboard.readText()).toBe('fn main() {}');
  });
});

describe('hostile text', () => {
  const ALLOWED = new Set('DIV P A STRONG EM DEL CODE PRE UL OL LI BLOCKQUOTE BR MARK FIGURE FIGCAPTION SPAN BUTTON svg path'.split(' '));

  test.each(HOSTILE)('%j makes nothing but harmless elements', (text) => {
    const box = shown(text, 'Ann');
    for (const element of box.querySelectorAll('*')) {
      expect(ALLOWED).toContain(element.tagName);
      expect([...element.attributes].filter(({ name }) => /^on|^(?:src|srcdoc|style|formaction)$/i.test(name))).toEqual([]);
      expect(element.getAttribute('href') ?? 'https://example.org').toMatch(/^(?:https?:\/\/|mailto:)/);
    }
  });

  test.each(['*a **b ', '[', '[a](', '> ', '- ', '>a\n', '- a\n', '1. a\n', '~~a', '`a', '<a', 'a@b.', 'http://', 'www.', '\\', '\n', '_a_', '@a ', 'a*', 'a**b '])(
    '%j, 16,000 characters long, is drawn in bounded time',
    (part) => {
      const began = performance.now();
      const text = part.repeat(16_000 / part.length);
      expect(shown(text).textContent?.length).toBeGreaterThan(0);
      // A runaway takes minutes; a busy machine must not make this fail.
      expect(performance.now() - began).toBeLessThan(10_000);
    },
  );
});
