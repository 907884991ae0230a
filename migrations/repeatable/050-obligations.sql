-- Which changes the planner of obligations must hear of. The note is written in the transaction of the change, so it is
-- there when the change is, whoever made it. Rows without a key in common: writers never wait for each other here.
CREATE OR REPLACE FUNCTION note_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id) VALUES (TG_ARGV[0], NEW.id);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION note_surroundings_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id) VALUES (NULL, NULL);
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER planner_dated AFTER INSERT ON public.component
  FOR EACH ROW WHEN (NEW.retires_on IS NOT NULL) EXECUTE FUNCTION note_for_planner('component');
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.component
  FOR EACH ROW WHEN (
    (OLD.retires_on IS NOT NULL OR NEW.retires_on IS NOT NULL)
    AND (OLD.retires_on, OLD.retired_at IS NULL, OLD.name, OLD.name_zh_hant)
        IS DISTINCT FROM (NEW.retires_on, NEW.retired_at IS NULL, NEW.name, NEW.name_zh_hant))
  EXECUTE FUNCTION note_for_planner('component');

-- What exceeds a concentration limit, by when somebody must act, and who.
CREATE OR REPLACE FUNCTION note_findings_of_limit_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'concentration_finding', id FROM public.concentration_finding WHERE limit_id = NEW.id AND closed_at IS NULL;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_found AFTER INSERT ON public.concentration_finding
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('concentration_finding');
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.concentration_finding
  FOR EACH ROW WHEN (
    (OLD.state, OLD.decide_by, OLD.accepted_until, OLD.treatment_due_on, OLD.treatment_owner_id, OLD.node)
      IS DISTINCT FROM
    (NEW.state, NEW.decide_by, NEW.accepted_until, NEW.treatment_due_on, NEW.treatment_owner_id, NEW.node))
  EXECUTE FUNCTION note_for_planner('concentration_finding');
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.concentration_limit
  FOR EACH ROW WHEN (
    (OLD.owner_id, OLD.name, OLD.name_zh_hant) IS DISTINCT FROM (NEW.owner_id, NEW.name, NEW.name_zh_hant))
  EXECUTE FUNCTION note_findings_of_limit_for_planner();

-- Until when a control counts.
CREATE OR REPLACE TRIGGER planner_dated AFTER INSERT ON public.control
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('control');
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.control
  FOR EACH ROW WHEN (
    (OLD.valid_to, OLD.retired_at IS NULL) IS DISTINCT FROM (NEW.valid_to, NEW.retired_at IS NULL))
  EXECUTE FUNCTION note_for_planner('control');

-- When a contingency plan is reviewed and exercised.
CREATE OR REPLACE FUNCTION note_exercised_plan_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id) VALUES ('contingency_plan', NEW.plan_id);
  RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION note_plans_of_use_case_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'contingency_plan', id FROM public.contingency_plan WHERE use_case_id = NEW.id AND retired_at IS NULL;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_dated AFTER INSERT ON public.contingency_plan
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('contingency_plan');
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.contingency_plan
  FOR EACH ROW WHEN (
    (OLD.name, OLD.name_zh_hant, OLD.covers, OLD.owner_id, OLD.valid_to, OLD.hash, OLD.state, OLD.decided_at, OLD.retired_at IS NULL)
      IS DISTINCT FROM
    (NEW.name, NEW.name_zh_hant, NEW.covers, NEW.owner_id, NEW.valid_to, NEW.hash, NEW.state, NEW.decided_at, NEW.retired_at IS NULL))
  EXECUTE FUNCTION note_for_planner('contingency_plan');
CREATE OR REPLACE TRIGGER planner_exercised AFTER INSERT OR UPDATE ON public.contingency_exercise
  FOR EACH ROW EXECUTE FUNCTION note_exercised_plan_for_planner();
CREATE OR REPLACE TRIGGER planner_kept_going AFTER UPDATE ON public.use_case
  FOR EACH ROW WHEN (
    (OLD.tier, OLD.critical_operation, OLD.tolerance_hours, OLD.status = 'retired')
      IS DISTINCT FROM (NEW.tier, NEW.critical_operation, NEW.tolerance_hours, NEW.status = 'retired'))
  EXECUTE FUNCTION note_plans_of_use_case_for_planner();

-- By when answers are due, until when due diligence holds, and what follows from it.
CREATE OR REPLACE FUNCTION note_assessments_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  -- What is decided may take the place of what was decided before.
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'assessment', id FROM public.assessment
   WHERE legal_entity_id = NEW.legal_entity_id
     AND (id = NEW.id OR (decided_at IS NOT NULL AND (provider_id = NEW.provider_id OR component_id = NEW.component_id)));
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'assessment_finding', id FROM public.assessment_finding WHERE assessment_id = NEW.id;
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'assessment_condition', id FROM public.assessment_condition WHERE assessment_id = NEW.id;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_dated AFTER INSERT ON public.assessment
  FOR EACH ROW WHEN (NEW.due_on IS NOT NULL) EXECUTE FUNCTION note_assessments_for_planner();
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.assessment
  FOR EACH ROW WHEN (
    (OLD.due_on, OLD.valid_to, OLD.state, OLD.owner_id, OLD.retired_at IS NULL)
      IS DISTINCT FROM (NEW.due_on, NEW.valid_to, NEW.state, NEW.owner_id, NEW.retired_at IS NULL))
  EXECUTE FUNCTION note_assessments_for_planner();

CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.assessment_finding
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('assessment_finding');
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.assessment_condition
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('assessment_condition');

-- When a change is ruled on, and what is redone because of it.
CREATE OR REPLACE TRIGGER planner_dated AFTER INSERT ON public.change_event
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('change_event');
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.change_event
  FOR EACH ROW WHEN (
    (OLD.kind, OLD.owner_id, OLD.recorded_on, OLD.happened_on, OLD.takes_effect_on, OLD.state, OLD.triaged_at, OLD.retired_at IS NULL)
      IS DISTINCT FROM
    (NEW.kind, NEW.owner_id, NEW.recorded_on, NEW.happened_on, NEW.takes_effect_on, NEW.state, NEW.triaged_at, NEW.retired_at IS NULL))
  EXECUTE FUNCTION note_for_planner('change_event');

-- By when something is left in order.
CREATE OR REPLACE TRIGGER planner_dated AFTER INSERT ON public.exit_case
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('exit_case');
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.exit_case
  FOR EACH ROW WHEN (
    (OLD.owner_id, OLD.due_on, OLD.state, OLD.retired_at IS NULL)
      IS DISTINCT FROM (NEW.owner_id, NEW.due_on, NEW.state, NEW.retired_at IS NULL))
  EXECUTE FUNCTION note_for_planner('exit_case');

-- What is suspended, and whom that stops.
CREATE OR REPLACE TRIGGER planner_dated AFTER INSERT ON public.suspension
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('suspension');
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.suspension
  FOR EACH ROW WHEN (OLD.reinstated_at IS NULL AND NEW.reinstated_at IS NOT NULL)
  EXECUTE FUNCTION note_for_planner('suspension');

-- What else holds a date on which somebody must act.
CREATE OR REPLACE TRIGGER planner_ends AFTER INSERT OR UPDATE ON public.concentration_limit
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('concentration_limit');
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.arrangement
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('arrangement');
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.policy
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('policy');
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.rule_exception
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('rule_exception');
CREATE OR REPLACE FUNCTION note_reviews_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'component_review', id FROM public.component_review
   WHERE component_id = NEW.component_id AND kind = NEW.kind AND legal_entity_id = NEW.legal_entity_id AND valid_to IS NOT NULL
  UNION
  SELECT 'component_review', NEW.id;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.component_review
  FOR EACH ROW EXECUTE FUNCTION note_reviews_for_planner();
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.risk_statement
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('risk_statement');
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.delegation
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('delegation');
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.component_vulnerability
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('component_vulnerability');
CREATE OR REPLACE TRIGGER planner_dated AFTER INSERT ON public.incident
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('incident');
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.incident
  FOR EACH ROW WHEN (
    (OLD.report_decision, OLD.owner_id, OLD.summary, OLD.retired_at IS NULL)
      IS DISTINCT FROM (NEW.report_decision, NEW.owner_id, NEW.summary, NEW.retired_at IS NULL))
  EXECUTE FUNCTION note_for_planner('incident');

-- Oversight of what is delegated.
CREATE OR REPLACE FUNCTION note_overseen_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id) VALUES ('delegation', NEW.delegation_id);
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_overseen AFTER INSERT OR UPDATE ON public.delegation_oversight_report
  FOR EACH ROW EXECUTE FUNCTION note_overseen_for_planner();

-- What shows a competence for longer, or was done again, takes the place of what was before.
CREATE OR REPLACE FUNCTION note_competences_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'competence', id FROM public.competence
   WHERE person_id = NEW.person_id AND function = NEW.function AND field = NEW.field;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.competence
  FOR EACH ROW EXECUTE FUNCTION note_competences_for_planner();

CREATE OR REPLACE FUNCTION note_activities_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'assurance_activity', id FROM public.assurance_activity
   WHERE kind = NEW.kind AND legal_entity_id = NEW.legal_entity_id AND next_due_on IS NOT NULL
     AND (use_case_id = NEW.use_case_id OR component_id = NEW.component_id OR provider_id = NEW.provider_id
          OR num_nonnulls(use_case_id, component_id, provider_id, NEW.use_case_id, NEW.component_id, NEW.provider_id) = 0)
  UNION
  SELECT 'assurance_activity', NEW.id
  UNION
  SELECT 'use_case', NEW.use_case_id WHERE NEW.kind = 'monitoring_run' AND NEW.use_case_id IS NOT NULL;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.assurance_activity
  FOR EACH ROW EXECUTE FUNCTION note_activities_for_planner();

-- Whether the regulator is told is decided for each use case that a notification is about.
CREATE OR REPLACE FUNCTION note_notice_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'regulator_correspondence', NEW.id
  UNION
  SELECT 'use_case', id FROM unnest(NEW.use_case_ids || CASE WHEN TG_OP = 'UPDATE' THEN OLD.use_case_ids END) AS id;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.regulator_correspondence
  FOR EACH ROW EXECUTE FUNCTION note_notice_for_planner();

-- What is asked for a use case itself: by its own facts, by its scores, and by what it stands on being kept back.
CREATE OR REPLACE FUNCTION note_use_case_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'use_case', NEW.id
  UNION
  SELECT 'regulator_correspondence', id FROM public.regulator_correspondence
   WHERE use_case_ids @> ARRAY[NEW.id] AND kind = 'notification' AND sent_on IS NULL;
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_dated AFTER INSERT ON public.use_case
  FOR EACH ROW EXECUTE FUNCTION note_for_planner('use_case');
CREATE OR REPLACE TRIGGER planner_asked AFTER UPDATE ON public.use_case
  FOR EACH ROW WHEN (
    (OLD.name, OLD.name_zh_hant, OLD.status, OLD.status_since, OLD.tier, OLD.high_risk, OLD.scope_decision,
     OLD.scope_expires_on, OLD.accountable_owner_id, OLD.compliance_owner_id, OLD.technology_owner_id, OLD.retired_at IS NULL)
      IS DISTINCT FROM
    (NEW.name, NEW.name_zh_hant, NEW.status, NEW.status_since, NEW.tier, NEW.high_risk, NEW.scope_decision,
     NEW.scope_expires_on, NEW.accountable_owner_id, NEW.compliance_owner_id, NEW.technology_owner_id, NEW.retired_at IS NULL))
  EXECUTE FUNCTION note_use_case_for_planner();

CREATE OR REPLACE FUNCTION note_scored_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id) VALUES ('use_case', NEW.use_case_id);
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_dated AFTER INSERT ON public.score
  FOR EACH ROW EXECUTE FUNCTION note_scored_for_planner();
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.score
  FOR EACH ROW WHEN (
    (OLD.band, OLD.retired_at IS NULL) IS DISTINCT FROM (NEW.band, NEW.retired_at IS NULL)
    OR (OLD.inputs_hash IS DISTINCT FROM NEW.inputs_hash
        AND (OLD.inputs #> '{facts,modelRiskFramework}', OLD.inputs #> '{facts,notApplicable}')
            IS DISTINCT FROM (NEW.inputs #> '{facts,modelRiskFramework}', NEW.inputs #> '{facts,notApplicable}')))
  EXECUTE FUNCTION note_scored_for_planner();
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.scoring_method_in_use
  FOR EACH STATEMENT EXECUTE FUNCTION note_surroundings_for_planner();
CREATE OR REPLACE TRIGGER planner_withheld AFTER INSERT OR UPDATE ON public.change_event
  FOR EACH ROW WHEN (NEW.kind = 'transparency_withdrawn') EXECUTE FUNCTION note_surroundings_for_planner();

-- Until when documents hold, while something rests on them.
CREATE OR REPLACE FUNCTION note_document_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'evidence', id FROM public.evidence WHERE id IN (NEW.id, NEW.supersedes_id) AND valid_to IS NOT NULL
  UNION
  SELECT 'evidence', NEW.id WHERE TG_OP = 'UPDATE';
  RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE ON public.evidence
  FOR EACH ROW EXECUTE FUNCTION note_document_for_planner();

-- Every member of a record whose name ends in "evidence_id", "evidence_ids", and the like within its lists, may name a document.
CREATE OR REPLACE FUNCTION note_documents_of_record_for_planner() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  named jsonb := to_jsonb(NEW);
  found uuid[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    named := jsonb_build_array(named, to_jsonb(OLD));
  END IF;
  SELECT array_agg((one #>> '{}')::uuid) INTO found
    FROM jsonb_path_query(named, 'lax $.** ? (@.type() == "object").keyvalue() ? (@.key like_regex "(evidence_?ids?|acceptance_standard_id)$" flag "i").value[*]') AS one
   WHERE jsonb_typeof(one) = 'string';
  INSERT INTO public.obligation_replan (source_type, source_id)
  SELECT 'evidence', id FROM public.evidence WHERE id = ANY (found) AND valid_to IS NOT NULL;
  RETURN NULL;
END
$$;
DO $$
DECLARE
  resting text;
BEGIN
  FOREACH resting IN ARRAY ARRAY['control', 'responsibility', 'indemnity', 'contingency_plan', 'contingency_exercise', 'policy',
    'competence', 'delegation', 'delegation_oversight_report', 'rule_exception', 'assessment', 'assessment_answer',
    'assessment_finding', 'assessment_condition', 'assurance_activity', 'regulator_correspondence', 'change_event',
    'change_event_resolution', 'incident', 'component_review', 'risk_statement', 'data_flow', 'service_record',
    'exit_case_step'] LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER planner_rests AFTER INSERT OR UPDATE ON public.%I
                      FOR EACH ROW EXECUTE FUNCTION note_documents_of_record_for_planner()', resting);
  END LOOP;
END
$$;

-- Of earlier versions, which had one for each table.
DROP FUNCTION IF EXISTS note_component_for_planner(), note_finding_for_planner(), note_control_for_planner(),
  note_contingency_plan_for_planner(), note_followup_for_planner(), note_change_event_for_planner();

-- Who depends on what.
CREATE OR REPLACE TRIGGER planner_retired AFTER UPDATE ON public.requirement
  FOR EACH ROW WHEN (
    (OLD.use_case_id, OLD.component_id, OLD.retired_at IS NULL)
      IS DISTINCT FROM (NEW.use_case_id, NEW.component_id, NEW.retired_at IS NULL))
  EXECUTE FUNCTION note_surroundings_for_planner();
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR UPDATE OR DELETE ON public.requirement_alternative
  FOR EACH STATEMENT EXECUTE FUNCTION note_surroundings_for_planner();

-- Who must act, and where.
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.use_case
  FOR EACH ROW WHEN (
    (OLD.technology_owner_id, OLD.business_owner_id, OLD.retired_at IS NULL)
      IS DISTINCT FROM (NEW.technology_owner_id, NEW.business_owner_id, NEW.retired_at IS NULL))
  EXECUTE FUNCTION note_surroundings_for_planner();
CREATE OR REPLACE TRIGGER planner_changed AFTER INSERT OR DELETE ON public.use_case_legal_entity
  FOR EACH STATEMENT EXECUTE FUNCTION note_surroundings_for_planner();
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.person
  FOR EACH ROW WHEN ((OLD.status, OLD.retired_at IS NULL) IS DISTINCT FROM (NEW.status, NEW.retired_at IS NULL))
  EXECUTE FUNCTION note_surroundings_for_planner();
CREATE OR REPLACE TRIGGER planner_changed AFTER UPDATE ON public.legal_entity
  FOR EACH ROW WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone) EXECUTE FUNCTION note_surroundings_for_planner();

-- Who a step of an obligation speaks to, and why. The owner; the risk officers of its legal entities where there is no
-- owner left, and when it is escalated; the senior managers as well, where it is theirs; the administrators where there is nobody
-- of these: never nobody.
CREATE OR REPLACE FUNCTION obligation_recipients(owner uuid, entities uuid[], audience text)
  RETURNS TABLE (recipient_id uuid, because text)
  LANGUAGE sql STABLE
AS $$
  WITH
    reachable AS NOT MATERIALIZED (SELECT * FROM public.person WHERE retired_at IS NULL AND status <> 'disabled'),
    owned AS MATERIALIZED (SELECT EXISTS (SELECT FROM reachable WHERE id = owner) AS holds),
    officers AS MATERIALIZED (
      SELECT id, roles @> '{risk_officer}' AS is_officer FROM reachable
       WHERE (SELECT audience <> 'owner' OR NOT holds FROM owned)
         AND (roles @> '{risk_officer}' OR (audience = 'management' AND roles @> '{senior_manager}'))
         AND id IS DISTINCT FROM owner
         AND (entities = '{}' OR entity_scope = 'all' OR legal_entity_ids && entities)
    )
  SELECT owner, 'owner' FROM owned WHERE holds
  UNION ALL
  SELECT id, CASE WHEN NOT is_officer THEN 'management' WHEN holds THEN 'escalation' ELSE 'role' END FROM officers, owned
  UNION ALL
  SELECT id, 'fallback' FROM reachable
   WHERE (SELECT audience <> 'owner' OR NOT holds FROM owned) AND NOT EXISTS (SELECT FROM officers)
     AND roles @> '{admin}' AND id IS DISTINCT FROM owner
$$;
