// Dresses the page before it is first drawn: a script of its own, as the page may have none inside.
// `src/ui/theme/theme.ts` keeps what is read here; a test holds the two together.
(function dress() {
  var kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('rostra.look')) || {};
  } catch {
    // Without storage, or with nonsense in it, the page looks as the system does.
  }
  var isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  var isKnown = ['light', 'dark', 'neon', 'amber'].includes(kept.theme);
  var theme = isKnown ? kept.theme : isDark ? 'dark' : 'light';
  var root = document.documentElement;
  root.dataset.theme = theme;
  if ((theme === 'neon' || theme === 'amber') && kept.crt !== false) root.dataset.crt = '';
})();
