import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import { ScanEntity } from './scan.entity.js';
import { scanShown } from './scan.shown.js';

/** Writes of scans. */
@Injectable()
export class ScanRepository extends RecordRepository<ScanEntity> {
  protected readonly target = ScanEntity;
  protected readonly json = jsonOf(scanShown('component_scan'));
}
