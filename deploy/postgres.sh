#!/bin/bash
# Run once by the PostgreSQL image: a database with its own owner for each of records, accounts and ledger; and the role by
# which the portal adds to the ledger, which owns nothing there. May be run again: what is there stays.
set -euo pipefail

sql() {
  psql -v ON_ERROR_STOP=1 -U postgres "$@"
}

role() {
  sql -v name="$1" -v password="$2" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', :'name', :'password')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
SQL
}

for name in records accounts ledger; do
  password="${name^^}_PASSWORD"
  role "$name" "${!password}"
  sql -v name="$name" <<'SQL'
SELECT format('CREATE DATABASE %I OWNER %I ENCODING ''UTF8''', :'name', :'name')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done

# What it may do to the tables the owner says: sightline audit migrate.
role ledger_portal "$LEDGER_PORTAL_PASSWORD"
sql -c 'GRANT CONNECT ON DATABASE ledger TO ledger_portal'
