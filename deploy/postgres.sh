#!/bin/bash
# Run once by the PostgreSQL image: a database with its own owner for each of records, accounts and ledger.
set -euo pipefail

for name in records accounts ledger; do
  password="${name^^}_PASSWORD"
  psql -v ON_ERROR_STOP=1 -v name="$name" -v password="${!password}" -U postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" ENCODING 'UTF8';
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
