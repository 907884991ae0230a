-- An approval is of what a plan says. What is changed behind the API takes it away as well: the hash stays that of what was said
-- before, and who approves it the next time makes a new one.
CREATE OR REPLACE FUNCTION forget_approval_of_plan() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  NEW.state := 'draft';
  NEW.approved_hash := NULL;
  RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER approval_is_of_what_it_says BEFORE UPDATE ON public.contingency_plan
  FOR EACH ROW WHEN (
    OLD.state = 'approved' AND NEW.state = 'approved' AND OLD.approved_hash = NEW.approved_hash
    AND (OLD.name, OLD.name_zh_hant, OLD.legal_entity_id, OLD.use_case_id, OLD.provider_id, OLD.component_id, OLD.covers,
         OLD.strategy, OLD.fallback_component_id, OLD.manual_procedure, OLD.steps, OLD.recovery_hours, OLD.evidence_id,
         OLD.owner_id, OLD.valid_to)
        IS DISTINCT FROM
        (NEW.name, NEW.name_zh_hant, NEW.legal_entity_id, NEW.use_case_id, NEW.provider_id, NEW.component_id, NEW.covers,
         NEW.strategy, NEW.fallback_component_id, NEW.manual_procedure, NEW.steps, NEW.recovery_hours, NEW.evidence_id,
         NEW.owner_id, NEW.valid_to))
  EXECUTE FUNCTION forget_approval_of_plan();
