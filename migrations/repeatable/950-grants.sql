-- What the application role may do; {{app}} is its name. It can neither rewrite the audit log nor history, nor erase
-- a record of the register.
GRANT USAGE ON SCHEMA public, history, audit, auth TO {{app}};
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {{app}};
GRANT DELETE ON public.requirement_alternative, public.use_case_legal_entity, public.arrangement_component,
  public.arrangement_sub_processor, public.arrangement_territory, public.evidence_subject, public.idempotency_key, public.rate_limit,
  public.obligation_replan TO {{app}};
GRANT SELECT ON ALL TABLES IN SCHEMA history TO {{app}};
GRANT SELECT, INSERT ON audit.entry, audit.leaf, audit.checkpoint TO {{app}};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO {{app}};
-- Not from the role that migrates, where it does the work too: its triggers write history, and do so as itself.
DO $grants$
BEGIN
  IF to_regrole({{app_literal}}) <> current_user::regrole THEN
    REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA history FROM {{app}};
    REVOKE INSERT, UPDATE ON public.migration, public.migration_text FROM {{app}};
    REVOKE UPDATE ON public.scored_component FROM {{app}};
    REVOKE UPDATE, DELETE, TRUNCATE ON audit.entry, audit.leaf, audit.checkpoint FROM {{app}};
  END IF;
END
$grants$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {{app}};
