/** A thread that formats its share of the files. */
import { parentPort, workerData } from 'node:worker_threads';
import { formatSource } from './format-source.ts';

const files: readonly { readonly path: string; readonly content: string }[] = workerData;
parentPort?.postMessage(files.map((file) => [file.path, formatSource(file)]));
