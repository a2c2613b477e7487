/**
 * The learner of the open project: started when a project is opened, told which document is shown, stopped when the
 * project is left. Its status is a signal; `learnerOff` until it is started.
 */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import { type EncoderChoice, type EncoderReady, encoderChoices } from '#workers/encoder/contract';
import { type LearnerStatus, learnerOff } from '#workers/learner/contract';
import { readPreference, writePreference } from './preferences.ts';
import { learnerWorker } from './workers.ts';

const [status, setStatus] = createSignal<LearnerStatus>(learnerOff);
export const learnerStatus = status;

const [focused, setFocused] = createSignal<string>();

/** The first paint and the first key press come before the learner. */
const startAfterMs = 400;
let listening = false;

async function start(projectId: string): Promise<void> {
  const client = await learnerWorker();
  if (!listening) {
    listening = true;
    client.onStatus((next) => {
      setStatus(next);
      if (next.encoder !== undefined) encoderRuns(next.encoder);
    });
  }
  client.useEncoder(usedEncoder());
  client.start(projectId, focused());
}

/** Works for the project as long as the calling component lives. */
export function useLearner(projectId: Accessor<string>): void {
  createEffect(
    on(projectId, (id) => {
      const timer = setTimeout(() => void start(id), startAfterMs);
      onCleanup(() => {
        clearTimeout(timer);
        if (listening) void learnerWorker().then((client) => client.stop());
      });
    }),
  );
}

const [encoder, setEncoderState] = createSignal<EncoderReady>();
/** How the encoder ran when it was last started. */
export const encoderState = encoder;

const [choice, setChoice] = createSignal<EncoderChoice>(storedChoice());
/** On what texts are read in context, on this device. */
export const encoderChoice = choice;

export function chooseEncoder(next: EncoderChoice): void {
  setChoice(next);
  writePreference('encoder', next);
  if (listening) void learnerWorker().then((client) => client.useEncoder(usedEncoder()));
}

/**
 * What `auto` comes to: on what proved faster here, so that it is measured, and the program for the graphics processor
 * fetched, once; another version of the browser is measured anew.
 */
export function usedEncoder(): EncoderChoice {
  const chosen = encoderChoice();
  if (chosen !== 'auto') return chosen;
  const [faster, ...browser] = (readPreference('encoder-faster') ?? '').split(' ');
  const isThisBrowser = browser.join(' ') === navigator.userAgent;
  return isThisBrowser && (faster === 'wasm' || faster === 'webgpu') ? faster : 'auto';
}

function encoderRuns(ready: EncoderReady): void {
  setEncoderState(ready);
  if (encoderChoice() !== 'auto') return;
  const { runner, refused } = ready;
  const isMeasured =
    runner === 'webgpu' || refused === 'slower' || refused === 'failed' || refused === 'differs';
  if (isMeasured) writePreference('encoder-faster', `${runner} ${navigator.userAgent}`);
}

function storedChoice(): EncoderChoice {
  const stored = readPreference('encoder');
  return encoderChoices.find((one) => one === stored) ?? 'auto';
}

/** Recommendations for this document come first. */
export function focusLearner(documentId: string): void {
  setFocused(documentId);
  if (listening) void learnerWorker().then((client) => client.focus(documentId));
}

export function trainNow(): void {
  void learnerWorker().then((client) => client.trainNow());
}

/** Trains for minutes, with what the unlabelled texts teach; or gives that up. */
export function trainThoroughly(stop = false): void {
  void learnerWorker().then((client) => (stop ? client.stopThoroughly() : client.trainThoroughly()));
}

/** Stops the training that runs after its step, and lets none begin until it goes on. */
export function pauseLearner(paused: boolean): void {
  void learnerWorker().then((client) => (paused ? client.pause() : client.resume()));
}

/** Goes back to a version of the model that was kept. */
export function restoreModel(version: number): void {
  void learnerWorker().then((client) => client.restore(version));
}

/** Checks the project's labels in the background, or stops doing so. */
export function checkLabels(stop = false): void {
  void learnerWorker().then((client) => (stop ? client.stopCheck() : client.check()));
}

export function resetLearner(): void {
  void learnerWorker().then((client) => client.reset());
}
