import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import { CorrespondenceEntity } from './correspondence.entity.js';
import { correspondenceShown } from './correspondence.shown.js';

/** Writes of correspondence with the regulator. */
@Injectable()
export class CorrespondenceRepository extends RecordRepository<CorrespondenceEntity> {
  protected readonly target = CorrespondenceEntity;
  protected readonly json = jsonOf(correspondenceShown('regulator_correspondence'));
}
