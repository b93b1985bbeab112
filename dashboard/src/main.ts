import { PAGE_FILES, pagePathOf } from './page-files.ts';
import './styles.css';

// The files of the page come while those of the frame do. Whoever draws the page asks for them again, and hears what is wrong.
const path = pagePathOf(location.pathname);
if (path) PAGE_FILES[path]().catch(() => {});
void import('./app.tsx').then(({ startApp }) => startApp());
