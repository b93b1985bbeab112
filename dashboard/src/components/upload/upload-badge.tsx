import { FileUp } from 'lucide-react';
import { formatShare } from '../../lib/format-number.ts';
import { endOf, type UploadProgress } from '../../lib/upload/upload-progress.ts';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import { useUpload } from './use-upload.ts';

const words = strings.upload;

function textOf(progress: UploadProgress): string {
  const end = endOf(progress);
  if (end) return words.over[end];
  const [read, all] = progress.files.reduce(
    ([sum, total], { readBytes, bytes }) => [sum + readBytes, total + bytes],
    [0, 0],
  );
  return words.bar(formatShare(Math.floor((read / Math.max(all, 1)) * 100) / 100));
}

/** The way back to an upload whose window was closed. */
export function UploadBadge() {
  const { isOpen, progress, open } = useUpload();
  if (isOpen || !progress) return null;
  const text = textOf(progress);
  return (
    <Button icon={<FileUp size={15} aria-hidden />} title={text} onClick={() => open()}>
      <span className="max-sm:sr-only">{text}</span>
    </Button>
  );
}
