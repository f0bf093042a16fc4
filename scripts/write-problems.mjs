// Writes docs/problems.md from the catalogue of problems. Build first: it reads what is in dist.
import { writeFileSync } from 'node:fs';
import { problemsPage } from '../dist/diagnostics/problems-page.js';

writeFileSync(new URL('../docs/problems.md', import.meta.url), problemsPage());
