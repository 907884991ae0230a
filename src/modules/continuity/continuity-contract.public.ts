/** Shapes of requests about contingency plans, changes and incidents, for other modules that make some. */
export { CreateChangeEventDto, TriageDto } from './http/change-event.dto.js';
export { CreateExerciseDto } from './http/exercise.dto.js';
export { CreateIncidentDto, CreateTimelineEntryDto, DecideReportDto } from './http/incident.dto.js';
export { CreatePlanDto } from './http/plan.dto.js';
