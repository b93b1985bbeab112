import {
  Briefcase,
  Bug,
  CircleAlert,
  CircleX,
  Gauge,
  Info,
  ShieldAlert,
  Skull,
  Tag,
  TriangleAlert,
  Waypoints,
} from 'lucide-react';
import type { AlertSeverity } from '../../../core/alert.ts';
import type { Category, Level } from '../../../core/record.ts';
import { isSure } from '../lib/confidence.ts';

/** Colours of levels and categories, as Tailwind names them and as charts need them. */
export const LEVEL_COLOURS: Readonly<Record<Level, string>> = {
  trace: 'var(--level-trace)',
  debug: 'var(--level-debug)',
  info: 'var(--level-info)',
  warn: 'var(--level-warn)',
  error: 'var(--level-error)',
  fatal: 'var(--level-fatal)',
};

export const CATEGORY_COLOURS: Readonly<Record<Category, string>> = {
  Security: 'var(--category-security)',
  Performance: 'var(--category-performance)',
  Business: 'var(--category-business)',
  General: 'var(--category-general)',
};

const LEVEL_LOOKS: Readonly<Record<Level, { text: string; Icon: typeof Info }>> = {
  trace: { text: 'text-trace', Icon: Waypoints },
  debug: { text: 'text-debug', Icon: Bug },
  info: { text: 'text-info', Icon: Info },
  warn: { text: 'text-warn', Icon: TriangleAlert },
  error: { text: 'text-error', Icon: CircleX },
  fatal: { text: 'text-fatal', Icon: Skull },
};

const CATEGORY_LOOKS: Readonly<Record<Category, { text: string; Icon: typeof Info }>> = {
  Security: { text: 'text-security', Icon: ShieldAlert },
  Performance: { text: 'text-performance', Icon: Gauge },
  Business: { text: 'text-business', Icon: Briefcase },
  General: { text: 'text-general', Icon: Tag },
};

const SEVERITY_LOOKS: Readonly<Record<AlertSeverity, string>> = {
  low: 'bg-sunken text-ink-soft',
  medium: 'bg-caution-soft text-caution',
  high: 'bg-bad-soft text-bad',
  critical: 'bg-bad text-surface',
};

/** A level by icon, word and colour; where thousands are drawn, the icon may be left out. */
export function LevelTag({ level, isBare = false }: { level: Level; isBare?: boolean }) {
  const { text, Icon } = LEVEL_LOOKS[level];
  return (
    <span className={`inline-flex items-center gap-1 text-xs font-semibold ${text}`}>
      {!isBare && <Icon size={13} aria-hidden />}
      {level}
    </span>
  );
}

interface CategoryTagProps {
  category: Category;
  /** 0–1; a tag that is not sure has a dashed frame. */
  confidence?: number;
  /** Without its icon, where thousands are drawn. */
  isBare?: boolean;
}

export function CategoryTag({ category, confidence = 1, isBare = false }: CategoryTagProps) {
  const { text, Icon } = CATEGORY_LOOKS[category];
  const frame = isSure(confidence) ? 'border-transparent bg-sunken' : 'border-dashed border-current';
  return (
    <span className={`inline-flex items-center gap-1 rounded-full border px-1.5 text-xs font-medium ${text} ${frame}`}>
      {!isBare && <Icon size={12} aria-hidden />}
      {category}
    </span>
  );
}

export function SeverityTag({ severity }: { severity: AlertSeverity }) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-full px-2 text-xs font-semibold ${SEVERITY_LOOKS[severity]}`}
    >
      <CircleAlert size={12} aria-hidden />
      {severity}
    </span>
  );
}
