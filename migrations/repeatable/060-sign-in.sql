-- One identity at a provider is one person's, and a person has one identity a provider; the library leaves that open.
CREATE UNIQUE INDEX IF NOT EXISTS account_identity_key ON auth.account ("providerId", "accountId");
CREATE UNIQUE INDEX IF NOT EXISTS account_person_key ON auth.account ("userId", "providerId");
