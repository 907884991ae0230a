/** What other modules may use of continuity. */
export { ContinuityModule } from './continuity.module.js';
export { ChangeEventService } from './change-event.service.js';
export { ChangeTriageService } from './change-triage.service.js';
export { ExerciseService } from './exercise.service.js';
export { IncidentFollowup } from './incident-followup.service.js';
export { IncidentService } from './incident.service.js';
export { PlanDecisionService } from './plan-decision.service.js';
export { PlanService } from './plan.service.js';
