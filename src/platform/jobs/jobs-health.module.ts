import { Module } from '@nestjs/common';
import { Heartbeats } from './heartbeats.js';
import { JobsHealth } from './jobs-health.js';

/** What every process knows of the jobs: whether they are being done. The queue itself is not loaded for it. */
@Module({ providers: [Heartbeats, JobsHealth], exports: [Heartbeats] })
export class JobsHealthModule {}
