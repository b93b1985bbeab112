import { Activity, BellRing, BrainCircuit, LayoutDashboard, ListChecks, Search, Workflow } from 'lucide-react';
import { strings } from '../../strings/catalogue.ts';

const { pages } = strings.shell;

/** The pages of the menu, in its order, with the second key of `g …`. */
export const PAGES = [
  { path: '/', name: pages.overview, Icon: LayoutDashboard, key: 'o' },
  { path: '/explorer', name: pages.explorer, Icon: Search, key: 'e' },
  { path: '/live', name: pages.live, Icon: Activity, key: 'l' },
  { path: '/alerts', name: pages.alerts, Icon: BellRing, key: 'a' },
  { path: '/rules', name: pages.rules, Icon: ListChecks, key: 'r' },
  { path: '/classifier', name: pages.classifier, Icon: BrainCircuit, key: 'c' },
  { path: '/pipeline', name: pages.pipeline, Icon: Workflow, key: 'p' },
] as const;
