import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app/App';
import { followLook } from './ui/theme/theme';
import './app/styles.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');

followLook();
createRoot(root).render(
  <StrictMode>
    <BrowserRouter>
      <App />
    </BrowserRouter>
  </StrictMode>,
);
