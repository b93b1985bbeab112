import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { systemClock } from '../../../../core/clock.ts';
import { createSendLogs } from '../../api/send-logs.ts';
import { uploadFiles } from '../../lib/upload/upload-files.ts';
import { fileIdOf, type UploadProgress } from '../../lib/upload/upload-progress.ts';
import { useAskOnLeave } from '../../lib/use-ask-on-leave.ts';
import { strings } from '../../strings/catalogue.ts';

/** The upload of this page: one at a time, and it goes on whatever page is shown. */
export interface Upload {
  isOpen: boolean;
  /** What would be sent. */
  chosen: readonly File[];
  /** Of what is being sent, or was sent last; null before. */
  progress: UploadProgress | null;
  /** Opens the window; with files, these are chosen in addition. */
  open(files?: readonly File[]): void;
  /** Closes the window; what is on its way goes on, and what is over is put away. */
  close(): void;
  remove(file: File): void;
  /** Sends what is chosen. */
  send(service: string): void;
  cancel(): void;
  /** Puts away what is over, to choose again. */
  renew(): void;
}

export const UploadContext = createContext<Upload | null>(null);

/** @throws Error outside of the shell */
export function useUpload(): Upload {
  const upload = useContext(UploadContext);
  if (!upload) throw new Error('there is no upload around this');
  return upload;
}

/** Sending, and what became of it. */
function useSending(): Pick<Upload, 'progress' | 'cancel' | 'renew'> & {
  start(files: readonly File[], service: string): void;
} {
  const client = useQueryClient();
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const abort = useRef<AbortController | null>(null);
  useAskOnLeave(progress?.state === 'sending');
  const start = useCallback(
    (files: readonly File[], service: string): void => {
      const controller = new AbortController();
      abort.current = controller;
      const { signal } = controller;
      const { tooLarge } = strings.upload;
      const options = { send: createSendLogs(service), clock: systemClock, signal, tooLarge, onProgress: setProgress };
      void uploadFiles(files, options).finally(() => void client.invalidateQueries());
    },
    [client],
  );
  const cancel = useCallback(() => abort.current?.abort(), []);
  const renew = useCallback(() => setProgress(null), []);
  return { progress, start, cancel, renew };
}

/** The upload that the shell hands to all that is in it. */
export function useOwnUpload(): Upload {
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<readonly File[]>([]);
  const { progress, start, cancel, renew } = useSending();
  const isOver = progress !== null && progress.state !== 'sending';
  return useMemo(
    () => ({
      isOpen,
      chosen,
      progress,
      cancel,
      renew,
      open(files = []) {
        if (isOver && files.length > 0) renew();
        setChosen((before) => [...new Map([...before, ...files].map((file) => [fileIdOf(file), file])).values()]);
        setOpen(true);
      },
      close() {
        setOpen(false);
        setChosen([]);
        if (isOver) renew();
      },
      remove: (file) => setChosen((before) => before.filter((each) => each !== file)),
      send(service) {
        start(chosen, service);
        setChosen([]);
      },
    }),
    [isOpen, chosen, progress, isOver, start, cancel, renew],
  );
}
