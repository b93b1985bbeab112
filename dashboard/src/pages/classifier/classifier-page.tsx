import { useModel } from '../../api/classifier.ts';
import { Card } from '../../components/kit/card.tsx';
import { ErrorState, Skeleton } from '../../components/kit/states.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { strings } from '../../strings/catalogue.ts';
import { ClassScoresCard } from './class-scores-card.tsx';
import { ConfusionCard } from './confusion-card.tsx';
import { ModelCard } from './model-card.tsx';
import { SeenCard } from './seen-card.tsx';
import { TryCard } from './try-card.tsx';

const words = strings.classifier;

export default function ClassifierPage() {
  const { data: model, error, refetch } = useModel();
  const metrics = model?.metrics;
  useTitle(strings.shell.titleOf(words.title));
  return (
    <div className="mx-auto flex max-w-[1680px] flex-col gap-4 p-4">
      <header>
        <h1 className="text-lg font-semibold">{words.title}</h1>
        <p className="text-[13px] text-ink-soft">{words.intro}</p>
      </header>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <TryCard />
        <div className="grid gap-4 lg:grid-cols-2 xl:grid-cols-1">
          {model && <ModelCard model={model} />}
          {!model &&
            (error ? (
              <Card title={words.model.title}>
                <ErrorState error={error} onRetry={() => void refetch()} />
              </Card>
            ) : (
              <Skeleton className="h-72" />
            ))}
          <SeenCard />
        </div>
      </div>
      {metrics && (
        <div className="grid gap-4 xl:grid-cols-2">
          <ClassScoresCard classes={metrics.classes} />
          <ConfusionCard confusion={metrics.confusion} />
        </div>
      )}
    </div>
  );
}
