// Dresses the page before it is first drawn: a script of its own, as the page may have none inside.
// `src/ui/theme/theme.ts` keeps what is read here; a test holds the two together.
(function dress() {
  var kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('rostra.look')) || {};
  } catch {
    // Without storage, or with nonsense in it, the page has its first look.
  }
  var isQuiet = matchMedia('(prefers-contrast: more), (forced-colors: active)').matches;
  var isKnown = ['system', 'light', 'dark', 'neon', 'amber'].includes(kept.theme);
  var choice = isKnown ? kept.theme : isQuiet ? 'system' : 'neon';
  var isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  var theme = choice !== 'system' ? choice : isDark ? 'dark' : 'light';
  var root = document.documentElement;
  root.dataset.theme = theme;
  if ((theme === 'neon' || theme === 'amber') && kept.crt !== false) root.dataset.crt = '';
})();
