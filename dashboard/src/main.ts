import { PAGE_FILES, pagePathOf } from './page-files.ts';
import { startAnew } from './start-anew.ts';
import './styles.css';

// The files of the page come while those of the frame do. Whoever draws the page asks for them again, and hears what is wrong.
const path = pagePathOf(location.pathname);
if (path) PAGE_FILES[path]().catch(() => {});

const root = document.getElementById('root');
if (root) {
  const starting = import('./app.tsx').then(({ startApp }) => startApp(root));
  starting.catch((error) => {
    reportError(error);
    void startAnew(root);
  });
}
