import { usePreferenceJson } from '../../../lib/preferences.ts';
import { strings } from '../../../strings/catalogue.ts';
import { AddField } from './add-field.tsx';
import { FACET_GROUPS } from './build-facet.ts';
import { Facet } from './facet.tsx';
import type { FacetActions } from './facet-actions.ts';

const { groups } = strings.explorer.facets;
const OPEN_AT_FIRST = ['level', 'category', 'service'];
const NO_FIELDS: string[] = [];

interface FacetPanelProps extends FacetActions {
  /** Attributes that were seen in the logs. */
  attributes: readonly string[];
}

/** The fields by which the logs can be narrowed; which are open, and the own ones, are remembered. */
export function FacetPanel({ attributes, ...actions }: FacetPanelProps) {
  const [open, setOpen] = usePreferenceJson('facets-open', OPEN_AT_FIRST);
  const [custom, setCustom] = usePreferenceJson('facets-custom', NO_FIELDS);
  const toggle = (field: string): void =>
    setOpen(open.includes(field) ? open.filter((each) => each !== field) : [...open, field]);
  const facet = (field: string, name: string, onRemove?: () => void) => (
    <Facet
      key={field}
      field={field}
      name={name}
      isOpen={open.includes(field)}
      onToggle={() => toggle(field)}
      onRemove={onRemove}
      {...actions}
    />
  );
  const add = (path: string): void => {
    if (!custom.includes(path)) setCustom([...custom, path]);
    if (!open.includes(`attributes.${path}`)) setOpen([...open, `attributes.${path}`]);
  };
  return (
    <div className="flex flex-col gap-3 p-2">
      {FACET_GROUPS.map(({ key, fields }) => (
        <section key={key} aria-label={groups[key]}>
          <h2 className="px-2 pb-0.5 text-xs font-semibold text-ink-faint">{groups[key]}</h2>
          {fields.map((field) => facet(field, field))}
        </section>
      ))}
      <section aria-label={groups.custom}>
        <h2 className="px-2 pb-0.5 text-xs font-semibold text-ink-faint">{groups.custom}</h2>
        {custom.map((path) =>
          facet(`attributes.${path}`, path, () => setCustom(custom.filter((each) => each !== path))),
        )}
        <AddField known={attributes.filter((path) => !custom.includes(path))} onAdd={add} />
      </section>
    </div>
  );
}
