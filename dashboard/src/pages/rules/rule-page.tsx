import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { type ServedRule, useChangeRule, useRule, useTestRule } from '../../api/alert-rules.ts';
import { isMissing } from '../../api/request.ts';
import { ActionFault } from '../../components/action-fault.tsx';
import { Button } from '../../components/kit/button.tsx';
import { Card } from '../../components/kit/card.tsx';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { formatMinute } from '../../lib/format-time.ts';
import { NEW_RULE_PATH, readRulePath, rulePath } from '../../lib/rule-path.ts';
import { useLinkTo, useZone } from '../../lib/screen-state.ts';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { PreviewCard } from './preview-card.tsx';
import { bodyOf, draftOf, faultsOf, newDraft, type RuleDraft } from './rule-draft.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleText } from './rule-text.tsx';
import { useDeletion } from './use-deletion.tsx';
import { useQueryFault } from './use-query-fault.ts';
import { type DraftState, useRuleDraft } from './use-rule-draft.ts';

const words = strings.rules;

function TestButton({ name }: { name: string }) {
  const { mutate, reset, data, error, isPending } = useTestRule(name);
  const linkTo = useLinkTo();
  return (
    <span className="flex flex-wrap items-center gap-2 text-[13px]">
      <Button isBusy={isPending} onClick={() => mutate()}>
        {words.test}
      </Button>
      <span role="status" className="empty:-ms-2">
        {data && (
          <>
            {words.tested}{' '}
            <Link to={linkTo(`/alerts/${data.id}`)} className="text-accent underline">
              {words.seeTest}
            </Link>
          </>
        )}
      </span>
      {error && <ActionFault error={error} says={words.failed(error.message)} onClose={reset} />}
    </span>
  );
}

/** For a rule that was made here: others come back by themselves. */
function DeleteButton({ name }: { name: string }) {
  const navigate = useNavigate();
  const linkTo = useLinkTo();
  const { ask, dialog } = useDeletion(() => void navigate(linkTo('/rules')));
  return (
    <>
      <Button look="danger" onClick={() => ask(name)}>
        {words.delete}
      </Button>
      {dialog}
    </>
  );
}

/** Offers what was left unsaved. */
function KeptNote({ state: { kept, restore, discard } }: { state: DraftState }) {
  const [zone] = useZone();
  if (!kept) return null;
  const clock = formatMinute(kept.at, zone, Date.now());
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 rounded-md bg-caution-soft px-3 py-2 text-[13px]">
      <span className="me-auto text-caution">{words.kept(clock)}</span>
      <span className="flex gap-2">
        <Button onClick={restore}>{words.restore}</Button>
        <Button onClick={discard}>{words.discard}</Button>
      </span>
    </div>
  );
}

/** Comes along to the page of a rule that was just made. */
interface MadeState {
  isMade: true;
}

/** Saves what stands in the form; what is wrong with it is told until it is changed. */
function useSave(rule: ServedRule | null, { draft, isSettled, settle }: DraftState) {
  const [sent, setSent] = useState(draft);
  const { mutate, reset, error, isPending, isSuccess } = useChangeRule();
  const wasMade = (useLocation().state as MadeState | null)?.isMade === true;
  const navigate = useNavigate();
  const linkTo = useLinkTo();
  const body = bodyOf(draft);
  const isUnchanged = ([field]: [string, string]): boolean =>
    field === '' || sent[field as keyof RuleDraft] === draft[field as keyof RuleDraft];
  return {
    faults: Object.fromEntries(Object.entries(faultsOf(error, sent)).filter(isUnchanged)),
    error,
    isPending,
    /** Also as a new rule, whose own page this is. */
    isSaved: (isSuccess || (wasMade && !error)) && isSettled,
    body,
    forget: reset,
    save() {
      setSent(draft);
      const path = rulePath(rule?.name ?? draft.name.trim());
      const onSuccess = (): void => {
        settle(draft, path);
        if (!rule) void navigate(linkTo(path), { state: { isMade: true } satisfies MadeState });
      };
      mutate(rule ? { action: 'set', name: rule.name, body } : { action: 'create', body }, { onSuccess });
    },
  };
}

interface HeadProps {
  rule: ServedRule | null;
  isSaved: boolean;
  isPending: boolean;
}

function EditorHead({ rule, isSaved, isPending }: HeadProps) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="me-auto min-w-0 break-words text-lg font-semibold max-sm:w-full">{rule?.name ?? words.new}</h1>
        <span role="status" className="text-[13px] text-good empty:-ms-3">
          {isSaved && words.saved}
        </span>
        {rule && <TestButton name={rule.name} />}
        {rule?.origin === 'api' && <DeleteButton name={rule.name} />}
        <Button type="submit" look="primary" isBusy={isPending}>
          {words.save}
        </Button>
      </div>
      {rule && rule.origin !== 'api' && <p className="text-[13px] text-ink-soft">{words.overrides}</p>}
    </>
  );
}

/** What is wrong with the queries of a rule, before it is sent. */
function useQueryFaults({ query, of, type }: RuleDraft): Readonly<Record<string, string>> {
  const [inQuery, inOf] = [useQueryFault(query), useQueryFault(of)];
  return { ...(inQuery && { query: inQuery }), ...(inOf && type === 'ratio' && { of: inOf }) };
}

function RuleEditor({ rule, first }: { rule: ServedRule | null; first: RuleDraft }) {
  const form = useRef<HTMLFormElement>(null);
  const state = useRuleDraft(rule ? rulePath(rule.name) : NEW_RULE_PATH, first);
  const { faults, error, isPending, isSaved, body, save, forget } = useSave(rule, state);
  const queryFaults = useQueryFaults(state.draft);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <EditorHead rule={rule} isSaved={isSaved} isPending={isPending} />
      <KeptNote state={state} />
      {error && faults[''] && <ActionFault error={error} says={words.failed(faults[''])} onClose={forget} />}
      <div className="grid gap-4 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <RuleForm
            draft={state.draft}
            faults={{ ...queryFaults, ...faults }}
            isNew={rule === null}
            onChange={state.change}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <PreviewCard draft={state.draft} />
          <RuleText body={body} />
        </div>
      </div>
    </form>
  );
}

function ExistingRule({ name }: { name: string }) {
  const { data, error, refetch } = useRule(name);
  const linkTo = useLinkTo();
  if (data && !isMissing(error)) return <RuleEditor rule={data} first={draftOf(data)} />;
  if (!error) return <Skeleton className="h-96 w-full" />;
  const wayBack = (
    <Link to={linkTo('/rules')} className="text-[13px] font-medium text-accent underline">
      {words.seeAll}
    </Link>
  );
  return (
    <Card>
      <ErrorState error={error} onRetry={() => void refetch()} wayBack={wayBack} />
    </Card>
  );
}

export default function RulePage() {
  const name = readRulePath(useParams().name ?? '');
  useTitle(strings.shell.titleOf(name === null ? words.new : `${name} – ${words.title}`));
  const [parameters] = useSearchParams();
  const linkTo = useLinkTo();
  return (
    <div className="flex flex-col gap-4 p-4">
      <Link
        to={linkTo('/rules')}
        className="flex items-center gap-1 self-start text-[13px] text-ink-soft hover:text-ink"
      >
        <ArrowLeft size={14} aria-hidden /> {words.back}
      </Link>
      {name === null ? (
        <RuleEditor key="new" rule={null} first={newDraft(parameters.get('query') ?? '')} />
      ) : (
        <ExistingRule key={name} name={name} />
      )}
    </div>
  );
}
