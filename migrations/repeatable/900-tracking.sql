-- Which tables are under history. Kept last: the tables must be complete.
SELECT history.track(name) FROM unnest(ARRAY[
  'person', 'api_key', 'legal_entity', 'provider', 'component', 'use_case', 'use_case_legal_entity',
  'requirement', 'requirement_alternative', 'obligation', 'component_vulnerability', 'component_scan', 'score',
  'scoring_method', 'scoring_method_in_use', 'component_bom',
  'concentration_limit', 'concentration_limit_state', 'concentration_finding',
  'arrangement', 'arrangement_component', 'arrangement_sub_processor', 'arrangement_territory',
  'evidence', 'evidence_subject', 'indemnity', 'responsibility', 'control',
  'assessment', 'assessment_answer', 'assessment_finding', 'assessment_condition',
  'assessment_link', 'assessment_link_mail', 'indemnity_coverage', 'contingency_plan', 'contingency_exercise',
  'assurance_activity', 'assurance_ruling',
  'regulator_correspondence', 'policy', 'competence', 'delegation', 'delegation_oversight_report',
  'change_event', 'change_event_resolution', 'rule_exception',
  'incident', 'incident_timeline_entry',
  'data_flow', 'component_review', 'risk_statement', 'service_record', 'exit_case', 'exit_case_step', 'suspension'
]) AS name;

CREATE OR REPLACE TRIGGER version AFTER INSERT OR UPDATE OR DELETE ON public.requirement_alternative FOR EACH ROW
  WHEN (coalesce(current_setting('app.actor_type', true), '') = '')
  EXECUTE FUNCTION history.raise_version_of_owner('requirement', 'requirement_id');
CREATE OR REPLACE TRIGGER version AFTER INSERT OR UPDATE OR DELETE ON public.use_case_legal_entity FOR EACH ROW
  WHEN (coalesce(current_setting('app.actor_type', true), '') = '')
  EXECUTE FUNCTION history.raise_version_of_owner('use_case', 'use_case_id');
CREATE OR REPLACE TRIGGER version AFTER INSERT OR UPDATE OR DELETE ON public.arrangement_component FOR EACH ROW
  WHEN (coalesce(current_setting('app.actor_type', true), '') = '')
  EXECUTE FUNCTION history.raise_version_of_owner('arrangement', 'arrangement_id');
CREATE OR REPLACE TRIGGER version AFTER INSERT OR UPDATE OR DELETE ON public.arrangement_sub_processor FOR EACH ROW
  WHEN (coalesce(current_setting('app.actor_type', true), '') = '')
  EXECUTE FUNCTION history.raise_version_of_owner('arrangement', 'arrangement_id');
CREATE OR REPLACE TRIGGER version AFTER INSERT OR UPDATE OR DELETE ON public.arrangement_territory FOR EACH ROW
  WHEN (coalesce(current_setting('app.actor_type', true), '') = '')
  EXECUTE FUNCTION history.raise_version_of_owner('arrangement', 'arrangement_id');
CREATE OR REPLACE TRIGGER version AFTER INSERT OR UPDATE OR DELETE ON public.evidence_subject FOR EACH ROW
  WHEN (coalesce(current_setting('app.actor_type', true), '') = '')
  EXECUTE FUNCTION history.raise_version_of_owner('evidence', 'evidence_id');
CREATE OR REPLACE TRIGGER version AFTER INSERT OR UPDATE OR DELETE ON public.assessment_answer FOR EACH ROW
  WHEN (coalesce(current_setting('app.actor_type', true), '') = '')
  EXECUTE FUNCTION history.raise_version_of_owner('assessment', 'assessment_id');
CREATE OR REPLACE TRIGGER version AFTER INSERT OR UPDATE OR DELETE ON public.exit_case_step FOR EACH ROW
  WHEN (coalesce(current_setting('app.actor_type', true), '') = '')
  EXECUTE FUNCTION history.raise_version_of_owner('exit_case', 'exit_case_id');

DROP TRIGGER IF EXISTS stamp ON history.change;
CREATE CONSTRAINT TRIGGER stamp AFTER INSERT ON history.change
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION history.stamp_change();

DROP TRIGGER IF EXISTS append_only ON audit.entry;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.entry
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_rewrite();
DROP TRIGGER IF EXISTS append_only_all ON audit.entry;
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON audit.entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_rewrite();

DO $$
DECLARE
  sealed text;
BEGIN
  FOREACH sealed IN ARRAY ARRAY['leaf', 'checkpoint'] LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit.%I
                      FOR EACH ROW EXECUTE FUNCTION audit.refuse_rewrite()', sealed);
    EXECUTE format('CREATE OR REPLACE TRIGGER append_only_all BEFORE TRUNCATE ON audit.%I
                      FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_rewrite()', sealed);
  END LOOP;
END
$$;

DROP TRIGGER IF EXISTS credentials ON public.person;
CREATE TRIGGER credentials AFTER UPDATE OR DELETE ON public.person
  FOR EACH ROW EXECUTE FUNCTION notify_credential_change();
DROP TRIGGER IF EXISTS credentials ON public.api_key;
CREATE TRIGGER credentials AFTER UPDATE OR DELETE ON public.api_key
  FOR EACH ROW EXECUTE FUNCTION notify_credential_change();

CREATE UNIQUE INDEX IF NOT EXISTS legal_entity_name_key ON public.legal_entity (name_key(name)) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS provider_name_key ON public.provider (name_key(name)) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS component_name_key ON public.component (name_key(name)) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS use_case_legal_entity_name_key
  ON public.use_case_legal_entity (legal_entity_id, name_key(name)) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS concentration_limit_name_key
  ON public.concentration_limit (legal_entity_id, name_key(name)) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS contingency_plan_name_key
  ON public.contingency_plan (legal_entity_id, name_key(name)) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS arrangement_reference_key
  ON public.arrangement (legal_entity_id, name_key(reference)) WHERE retired_at IS NULL;

-- Each version of a policy has a record of its own, if the firm likes.
CREATE UNIQUE INDEX IF NOT EXISTS policy_name_key
  ON public.policy (legal_entity_id, name_key(name), release) NULLS NOT DISTINCT WHERE retired_at IS NULL;

CREATE INDEX IF NOT EXISTS legal_entity_search_idx ON public.legal_entity
  USING gin (search_grams(name || ' ' || coalesce(name_zh_hant, '')));
CREATE INDEX IF NOT EXISTS provider_search_idx ON public.provider
  USING gin (search_grams(name || ' ' || coalesce(name_zh_hant, '')));
CREATE INDEX IF NOT EXISTS component_search_idx ON public.component
  USING gin (search_grams(name || ' ' || coalesce(name_zh_hant, '')));
CREATE INDEX IF NOT EXISTS use_case_search_idx ON public.use_case
  USING gin (search_grams(name || ' ' || coalesce(name_zh_hant, '')));
CREATE INDEX IF NOT EXISTS concentration_limit_search_idx ON public.concentration_limit
  USING gin (search_grams(name || ' ' || coalesce(name_zh_hant, '')));
CREATE INDEX IF NOT EXISTS contingency_plan_search_idx ON public.contingency_plan
  USING gin (search_grams(name || ' ' || coalesce(name_zh_hant, '')));
CREATE INDEX IF NOT EXISTS change_event_search_idx ON public.change_event USING gin (search_grams(summary));
CREATE INDEX IF NOT EXISTS incident_search_idx ON public.incident USING gin (search_grams(summary));
CREATE INDEX IF NOT EXISTS data_flow_search_idx ON public.data_flow USING gin (search_grams(coalesce(purpose, '')));
CREATE INDEX IF NOT EXISTS exit_case_search_idx ON public.exit_case USING gin (search_grams(summary));
CREATE INDEX IF NOT EXISTS arrangement_search_idx ON public.arrangement
  USING gin (search_grams(reference || ' ' || coalesce(name, '') || ' ' || coalesce(name_zh_hant, '')));
CREATE INDEX IF NOT EXISTS evidence_search_idx ON public.evidence
  USING gin (search_grams(name || ' ' || coalesce(name_zh_hant, '')));
CREATE INDEX IF NOT EXISTS policy_search_idx ON public.policy
  USING gin (search_grams(name || ' ' || coalesce(name_zh_hant, '')));
