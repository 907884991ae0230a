import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Contender } from './contender.js';
import { forgetPeak, peakMiB } from './peak-memory.js';

/** One that works in a process of its own, so that its memory is its own. */
export class ChildContender implements Contender {
  private constructor(private readonly child: ChildProcess) {}

  static start(file: string, databaseUrl: string): ChildContender {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
      env: { ...process.env, DATABASE_URL: databaseUrl }, // arguments are seen by everybody on the machine
      execArgv: [...process.execArgv, '--expose-gc'],
      serialization: 'advanced',
    });
    return new ChildContender(child);
  }

  ask<T>(step: string, ...args: unknown[]): Promise<Answer<T>> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`ended with ${code} at ${step}`));
      this.child.once('exit', ended);
      this.child.once('message', (answer) => {
        this.child.off('exit', ended);
        resolve(answer as Answer<T>);
      });
      this.child.send({ step, args });
    });
  }

  async rest(): Promise<void> {
    await this.ask('rest');
    forgetPeak(this.pid);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  peakMiB(): number {
    return peakMiB(this.pid);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.disconnect();
    await ended;
  }
}
