import { type ReactNode, useRef } from 'react';
import { ALERT_SEVERITIES } from '../../../../core/alert.ts';
import type { Condition } from '../../../../core/alert-rule.ts';
import { CATEGORIES } from '../../../../core/record.ts';
import { Card } from '../../components/kit/card.tsx';
import { Labelled, Select, TextArea, TextInput } from '../../components/kit/field.tsx';
import { strings } from '../../strings/catalogue.ts';
import { CONDITION_FIELDS, FIRST_THRESHOLDS, type RuleDraft, type TextField } from './rule-draft.ts';

const words = strings.rules;
const TYPES = Object.keys(CONDITION_FIELDS) as Condition['type'][];

interface FormProps {
  draft: RuleDraft;
  faults: Readonly<Record<string, string>>;
  /** The name of a rule that is there already stays. */
  isNew: boolean;
  onChange(change: Partial<RuleDraft>): void;
}

const CHOICES: Partial<Readonly<Record<TextField, readonly string[]>>> = {
  op: ['>', '>=', '<', '<='],
  severity: ALERT_SEVERITIES,
  category: ['', ...CATEGORIES],
};

const HINTS: Partial<Readonly<Record<TextField, string>>> = { query: words.queryHint, slide: words.slideHint };

interface TextProps extends FormProps {
  field: TextField;
  className?: string;
}

function Text({ field, draft, faults, isNew, onChange, className = '' }: TextProps) {
  const choices = CHOICES[field];
  const Input = field === 'query' ? TextArea : TextInput;
  const unit = field === 'threshold' && draft.type !== 'absence' ? ` (${words.units[draft.type]})` : '';
  const common = {
    value: draft[field],
    onChange: ({ target }: { target: { value: string } }) => onChange({ [field]: target.value }),
  };
  return (
    <div className={className}>
      <Labelled label={words.fields[field] + unit} fault={faults[field]}>
        {choices ? (
          <Select {...common}>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice || words.noCategory}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...common}
            spellCheck={false}
            readOnly={field === 'name' && !isNew}
            placeholder={HINTS[field]}
            className={field === 'query' || field === 'of' ? 'font-mono' : ''}
          />
        )}
      </Labelled>
    </div>
  );
}

function Grid({ children }: { children: ReactNode }) {
  return <div className="grid gap-3 sm:grid-cols-2">{children}</div>;
}

export function RuleForm(props: FormProps) {
  const { draft, onChange } = props;
  const thresholds = useRef<Partial<Record<Condition['type'], string>>>({});
  const setType = (type: Condition['type']): void => {
    thresholds.current[draft.type] = draft.threshold;
    onChange({ type, threshold: thresholds.current[type] ?? FIRST_THRESHOLDS[type] });
  };
  return (
    <>
      <Card title={words.sections.what}>
        <Grid>
          <Text {...props} field="name" />
          <Text {...props} field="severity" />
          <Text {...props} field="description" className="sm:col-span-2" />
          <Text {...props} field="category" />
          <label className="flex items-center gap-2 self-end pb-1.5 text-[13px]">
            <input
              type="checkbox"
              checked={draft.enabled}
              onChange={({ target }) => onChange({ enabled: target.checked })}
              className="size-4 accent-accent"
            />
            {words.fields.enabled}
          </label>
        </Grid>
      </Card>
      <Card title={words.sections.when}>
        <Grid>
          <Text {...props} field="query" className="sm:col-span-2" />
          <div className="sm:col-span-2">
            <Labelled label={words.fields.type} fault={props.faults.type}>
              <Select value={draft.type} onChange={({ target }) => setType(target.value as Condition['type'])}>
                {TYPES.map((type) => (
                  <option key={type} value={type}>
                    {words.types[type]}
                  </option>
                ))}
              </Select>
            </Labelled>
          </div>
          {CONDITION_FIELDS[draft.type].map((field) => (
            <Text key={field} {...props} field={field} />
          ))}
          <Text {...props} field="group_by" className="sm:col-span-2" />
          <Text {...props} field="window" />
          <Text {...props} field="slide" />
          <Text {...props} field="for" />
        </Grid>
      </Card>
    </>
  );
}
