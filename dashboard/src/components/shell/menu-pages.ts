import {
  Activity,
  BellRing,
  BrainCircuit,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Search,
  Workflow,
} from 'lucide-react';
import type { PagePath } from '../../page-files.ts';
import { strings } from '../../strings/catalogue.ts';

const { pages } = strings.shell;

interface MenuPage {
  path: PagePath;
  name: string;
  Icon: LucideIcon;
  /** The second key of `g …`. */
  key: string;
  /** Whether the time range changes what it shows. */
  isTimed?: true;
}

/** The pages of the menu, in its order. */
export const MENU_PAGES: readonly MenuPage[] = [
  { path: '/', name: pages.overview, Icon: LayoutDashboard, key: 'o', isTimed: true },
  { path: '/explorer', name: pages.explorer, Icon: Search, key: 'e', isTimed: true },
  { path: '/live', name: pages.live, Icon: Activity, key: 'l' },
  { path: '/alerts', name: pages.alerts, Icon: BellRing, key: 'a' },
  { path: '/rules', name: pages.rules, Icon: ListChecks, key: 'r' },
  { path: '/classifier', name: pages.classifier, Icon: BrainCircuit, key: 'c', isTimed: true },
  { path: '/pipeline', name: pages.pipeline, Icon: Workflow, key: 'p' },
];
